/**
 * Markdown as models write it, with what a reader expects of it. Where nothing else is said, it is what GitHub and VS Code show. Facts about what goes
 * wrong are from the threads that are named; the texts are our own or the few words that show the fault.
 */
export const modelTexts: readonly (readonly [markdown: string, html: string])[] = [
  // Line breaks as tags: lmstudio-ai/lmstudio-bug-tracker#1615, ggml-org/llama.cpp#17462, brave/brave-core#31097.
  [
    '| a |\n|---|\n| x<br>y<br/>z<BR />. |',
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>x<br>y<br>z<br>.</td></tr></tbody></table>',
  ],
  ['one<br>two', '<p>one<br>two</p>'],
  ['`<br>` and \\<br>', '<p><code>&lt;br></code> and &lt;br></p>'],
  ['<b>x</b> <break> <br x>', '<p>&lt;b>x&lt;/b> &lt;break> &lt;br x></p>'],
  // Bold in writing without spaces: markdown-it/markdown-it#1080, lmstudio-ai/lmstudio-bug-tracker#1243, krafton-ai/KIRA#26, markedjs/marked#3617,
  // jlevy/the-art-of-command-line#651, foresightmobile/flutter_markdown_plus#143, mikepenz/multiplatform-markdown-renderer#579, rust-lang/mdBook#376.
  ['**注意：**请', '<p><strong>注意：</strong>请</p>'],
  ['**KRIS (KRAFTON)**를', '<p><strong>KRIS (KRAFTON)</strong>를</p>'],
  ['**マークダウン(Markdown)**の', '<p><strong>マークダウン(Markdown)</strong>の</p>'],
  [
    '예 **alt-.**같은, **[Tab]**키',
    '<p>예 <strong>alt-.</strong>같은, <strong>[Tab]</strong>키</p>',
  ],
  [
    '**"책 5권"**처럼 **「本」**のように',
    '<p><strong>"책 5권"</strong>처럼 <strong>「本」</strong>のように</p>',
  ],
  ['**加粗（含括号）**后', '<p><strong>加粗（含括号）</strong>后</p>'],
  ['*가비지 콜렉터(GC)*는', '<p><em>가비지 콜렉터(GC)</em>는</p>'],
  ['他说**“好”**了', '<p>他说<strong>“好”</strong>了</p>'],
  ['~~删除。~~请 **หมายเหตุ:**ใช้', '<p><del>删除。</del>请 <strong>หมายเหตุ:</strong>ใช้</p>'],
  ['**Done:**🎉', '<p><strong>Done:</strong>🎉</p>'],
  // Stays: in writing with spaces the specification wants one.
  ['**Note:**text **Mark(🚩)**down', '<p>**Note:**text **Mark(🚩)**down</p>'],
  ['** x ** and **y **z', '<p>** x ** and **y **z</p>'],
  // A tilde between numbers: agegr/pi-web#385, markedjs/marked#3337, markedjs/marked#3863, adobe/helix-pipeline#897, Mininglamp-OSS/octo-web#1328.
  ['5~7U × 100~200倍', '<p>5~7U × 100~200倍</p>'],
  ['age(1~3), height(80~100)', '<p>age(1~3), height(80~100)</p>'],
  ['~~25~30~~ A~B~C', '<p><del>25~30</del> A~B~C</p>'],
  // Bullets of typesetting: kenlasko/monize#814, Automattic/simplenote-electron#1922, shisa-ai/shisad#67.
  [
    '• one\n• two\n  ◦ in\n‣ x',
    '<ul><li>one</li><li>two<ul><li>in</li></ul></li></ul><ul><li>x</li></ul>',
  ],
  ['x • y\n\n•z', '<p>x • y</p><p>•z</p>'],
  ['1) one\n2) two', '<ol><li>one</li><li>two</li></ol>'],
  // Lists below numbers: syntax-tree/mdast-util-from-markdown#33, speced/bikeshed#776, shd101wyy/markdown-preview-enhanced#283.
  [
    '9. a\n   - b\n10. c\n   - d\n     e\n11. f',
    '<ol><li>a<ul><li>b</li></ul></li><li>c<ul><li>d e</li></ul></li><li>f</li></ol>',
  ],
  [
    '9. a\n   1. b\n10. c\n   1. d\n   2. e',
    '<ol><li>a<ol><li>b</li></ol></li><li>c<ol><li>d</li><li>e</li></ol></li></ol>',
  ],
  [
    '1. a\n  - b\n    - c\n2. d',
    '<ol><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ol>',
  ],
  ['1. a\n    - b', '<ol><li>a<ul><li>b</li></ul></li></ol>'],
  [
    '- a\n    - b\n- c\n\n   - d',
    '<ul><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p><ul><li>d</li></ul></li></ul>',
  ],
  // Tables that are miscounted: FiligranHQ/filigran-ui#327, thomas-villani/all2md#385, brave/brave-core#38707.
  [
    '| a | b | c |\n|---|---|\n| 1 | 2 | 3 |',
    '<table><thead><tr><th>a</th><th>b</th><th>c</th></tr></thead><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>',
  ],
  [
    '| a | b |\n|:--|---|---|\n| 1 |',
    '<table><thead><tr><th align="left">a</th><th>b</th><th></th></tr></thead><tbody><tr><td align="left">1</td><td></td><td></td></tr></tbody></table>',
  ],
  ['| a | b |\n| : | --- |', '<table><thead><tr><th>a</th><th>b</th></tr></thead></table>'],
  [
    'Below:\na | b\n--|--\n1 | 2',
    '<p>Below:</p><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  ],
  ['a | b | c\n--|--', '<p>a | b | c --|--</p>'],
  // Addresses: openchamber/openchamber#3039, github/cmark-gfm#83, github/cmark-gfm#377, tiann/hapi#478, vm0-ai/vm0#28046, markedjs/marked#3452.
  [
    'https://a.b/c（说明）了，https://a.b/d。',
    '<p><a href="https://a.b/c">https://a.b/c</a>（说明）了，<a href="https://a.b/d">https://a.b/d</a>。</p>',
  ],
  [
    '**https://a.b/1**。做',
    '<p><strong><a href="https://a.b/1">https://a.b/1</a></strong>。做</p>',
  ],
  ['参见https://a.b。', '<p>参见<a href="https://a.b">https://a.b</a>。</p>'],
  ['https://a.b/x“y”', '<p><a href="https://a.b/x">https://a.b/x</a>“y”</p>'],
  [
    "[https://a.b/c] 'https://a.b/d' https://a.b/It's",
    '<p>[<a href="https://a.b/c">https://a.b/c</a>] \'<a href="https://a.b/d">https://a.b/d</a>\' <a href="https://a.b/It\'s">https://a.b/It\'s</a></p>',
  ],
  [
    '~~http://google.com~~ (See https://www.example.com/a.)',
    '<p><del><a href="http://google.com">http://google.com</a></del> (See <a href="https://www.example.com/a">https://www.example.com/a</a>.)</p>',
  ],
  ['https://a.b/c\\\nd', '<p><a href="https://a.b/c">https://a.b/c</a><br>d</p>'],
  [
    'https://me@evil.com/ git+https://a.b react@18.2.0 icon@2x.png',
    '<p>https://me@evil.com/ git+https://a.b react@18.2.0 icon@2x.png</p>',
  ],
  ['请联系me@x.com。', '<p>请联系<a href="mailto:me@x.com">me@x.com</a>。</p>'],
  // Math is shown as it is written: MarkEdit-app/MarkEdit-preview#5, scholmd/scholmd#9.
  ['\\( a_1 * b * c \\) and \\(x\\)', '<p>\\( a_1 * b * c \\) and \\(x\\)</p>'],
  ['\\[\n\\frac{a}{b} *c* d\n\\]', '<p>\\[ \\frac{a}{b} *c* d \\]</p>'],
  ['$$a*b*c$$ and $x_1*y*z$', '<p>$$a*b*c$$ and $x_1*y*z$</p>'],
  ['$5 and *6* for $7, \\[optional\\] \\(\\)', '<p>$5 and <em>6</em> for $7, [optional] ()</p>'],
  // Fences: right below text, in items, never closed.
  ['Text\n```js\na\n```\nmore', '<p>Text</p><pre>a</pre><p>more</p>'],
  ['1. Do:\n   ```js\n   a\n   ```\n2. b', '<ol><li>Do:<pre>a</pre></li><li>b</li></ol>'],
  // What stays as it is.
  ['﻿# Hi', '<h1>Hi</h1>'],
  ['#Heading', '<p>#Heading</p>'],
  ['Text\n---\nmore', '<h2>Text</h2><p>more</p>'],
  [
    '<details>\n<summary>x</summary>\n\n**b**\n</details>',
    '<p>&lt;details> &lt;summary>x&lt;/summary></p><p><strong>b</strong> &lt;/details></p>',
  ],
  ['a[^1]\n\n[^1]: The note', '<p>a[^1]</p><p>[^1]: The note</p>'],
  ['&lt;b&gt; &copy; \\* a\\nb', '<p>&lt;b> © * a\\nb</p>'],
  ['\\u003cbr\\u003e', '<p>\\u003cbr\\u003e</p>'],
];

/** Of these no frame shows a mark that is not in the end. */
export const steadyTexts: readonly string[] = [
  '**注意：**请先保存。',
  '**"중요"**합니다. **한국어(Korean)**은',
  '他说**“好”**了~~删除。~~请',
  'a<br>b<br/>c<BR />d',
  '| a |\n|---|\n| x<br>y |\n',
  '• one\n• two\n',
];
