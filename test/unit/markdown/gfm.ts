/** What GitHub's specification adds to CommonMark: tables, struck text, tasks, bare links; and what models write. */
export const gfmTexts: readonly string[] = [
  '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
  '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
  '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
  '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
  '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n',
  '| abc | def |\n| --- |\n| bar |\n',
  '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n',
  '| abc | def |\n| --- | --- |\n',
  'a line before\n| a | b |\n|---|---|\n| 1 | 2 |\n',
  '- list\n\n  | a | b |\n  |:--|--:|\n  | 1 | 2 |\n- after\n',
  '~~Hi~~ Hello, ~there~ world!\n',
  'This ~~has a\n\nnew paragraph~~.\n',
  'This will ~~~not~~~ strike.\n',
  '- [ ] foo\n- [x] bar\n',
  '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n',
  '1. [X] with *emphasis*\n2. [ ]no space\n3. [y] no box\n',
  'www.commonmark.org\n',
  'Visit www.commonmark.org/help for more information.\n',
  'Visit www.commonmark.org. Visit www.commonmark.org/a.b.\n',
  'www.google.com/search?q=Markup+(business)\n\n(www.google.com/search?q=Markup+(business))\n',
  'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n',
  'foo@bar.baz and hello@mail+xyz.example\n',
  'See [the guide][g] and [it][].\n\nMore text with [g].\n\n[g]: https://example.com/guide "Guide"\n[it]: <https://example.com/it>\n',
  '1. Install:\n   ```bash\n   npm i\n   ```\n2. Run:\n\n   ```js\n   const x = { a: 1 };\n   ```\n\n3. Done **now**.\n',
  '```markdown\n# Title\n```js\nlet a = 1;\n```\ntext\n```\nafter\n',
  '````md\n```js\na\n```\n````\n',
  '> **Note**\n> with `code` and a list:\n> - a\n> - b\n>\n> ```py\n> print("x")\n> ```\n',
  'Line one  \nline two\\\nline three\n\n* * *\n\nSetext\n---\n\nTitle\n===\n',
  '## A *heading* with `code`\n\nText ![alt](https://x.y/z.png) and ![d](data:image/png;base64,iVBORw0KGgo=).\n',
  'Half **open and `code\n\n- item **open\n- [link](http://x.y/\n\n| a | **b |\n|---|---|\n| `c | d |\n',
  'carriage\r\nreturns\r\n\r\n```\r\ncode\r\n```\rold\rmac\r',
  'a\0b \u00a0 \u2028 é 👩‍💻 שלום مرحبا\n',
];

/**
 * GFM's own examples of what it adds, with what they become: written from the rules of its specification, version 0.29, by section. Raw HTML is
 * text here, the tags that GFM disallows as well as the others.
 */
export const gfmExamples: readonly (readonly [markdown: string, html: string])[] = [
  // 4.10 Tables (extension)
  [
    '| foo | bar |\n| --- | --- |\n| baz | bim |',
    '<table><thead><tr><th>foo</th><th>bar</th></tr></thead><tbody><tr><td>baz</td><td>bim</td></tr></tbody></table>',
  ],
  [
    '| abc | defghi |\n:-: | -----------:\nbar | baz',
    '<table><thead><tr><th align="center">abc</th><th align="right">defghi</th></tr></thead><tbody><tr><td align="center">bar</td><td align="right">baz</td></tr></tbody></table>',
  ],
  [
    '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |',
    '<table><thead><tr><th>f|oo</th></tr></thead><tbody><tr><td>b <code>|</code> az</td></tr><tr><td>b <strong>|</strong> im</td></tr></tbody></table>',
  ],
  [
    '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar',
    '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr></tbody></table><blockquote><p>bar</p></blockquote>',
  ],
  [
    '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar',
    '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr><tr><td>bar</td><td></td></tr></tbody></table><p>bar</p>',
  ],
  ['| abc | def |\n| --- |\n| bar |', '<p>| abc | def | | --- | | bar |</p>'],
  [
    '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |',
    '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td></td></tr><tr><td>bar</td><td>baz</td></tr></tbody></table>',
  ],
  [
    '| abc | def |\n| --- | --- |',
    '<table><thead><tr><th>abc</th><th>def</th></tr></thead></table>',
  ],
  // A table may begin below the lines of a paragraph, and of one column too.
  [
    'text\n| a |\n| :- |\n| b |',
    '<p>text</p><table><thead><tr><th align="left">a</th></tr></thead><tbody><tr><td align="left">b</td></tr></tbody></table>',
  ],
  // 5.3 Task list items (extension)
  [
    '- [ ] foo\n- [x] bar',
    '<ul><li><input type="checkbox" disabled> foo</li><li><input type="checkbox" checked disabled> bar</li></ul>',
  ],
  [
    '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim',
    '<ul><li><input type="checkbox" checked disabled> foo<ul><li><input type="checkbox" disabled> bar</li><li><input type="checkbox" checked disabled> baz</li></ul></li><li><input type="checkbox" disabled> bim</li></ul>',
  ],
  ['- [y] foo\n- [x]bar\n\n[x] baz', '<ul><li>[y] foo</li><li>[x]bar</li></ul><p>[x] baz</p>'],
  // 6.5 Strikethrough (extension)
  ['~~Hi~~ Hello, ~there~ world!', '<p><del>Hi</del> Hello, <del>there</del> world!</p>'],
  ['This ~~has a\n\nnew paragraph~~.', '<p>This ~~has a</p><p>new paragraph~~.</p>'],
  ['This will ~~~not~~~ strike.', '<p>This will ~~~not~~~ strike.</p>'],
  ['~~one~ two~', '<p>~~one~ two~</p>'],
  ['About ~5 or ~6, in ~/a and ~/b', '<p>About ~5 or ~6, in ~/a and ~/b</p>'],
  ['~~**both**~~ and *~x~*', '<p><del><strong>both</strong></del> and <em><del>x</del></em></p>'],
  // 6.9 Autolinks (extension)
  ['www.commonmark.org', '<p><a href="http://www.commonmark.org">www.commonmark.org</a></p>'],
  [
    'Visit www.commonmark.org/help for more information.',
    '<p>Visit <a href="http://www.commonmark.org/help">www.commonmark.org/help</a> for more information.</p>',
  ],
  [
    'Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.',
    '<p>Visit <a href="http://www.commonmark.org">www.commonmark.org</a>.</p><p>Visit <a href="http://www.commonmark.org/a.b">www.commonmark.org/a.b</a>.</p>',
  ],
  ...['', '))', ')'].map((after): [string, string] => {
    const before = after === '' ? '' : '(';
    const link = 'www.google.com/search?q=Markup+(business)';
    return [
      `${before}${link}${after}`,
      `<p>${before}<a href="http://${link}">${link}</a>${after}</p>`,
    ];
  }),
  [
    '(www.google.com/search?q=Markup+(business)',
    '<p>(<a href="http://www.google.com/search?q=Markup+(business)">www.google.com/search?q=Markup+(business)</a></p>',
  ],
  [
    'www.google.com/search?q=(business))+ok',
    '<p><a href="http://www.google.com/search?q=(business))+ok">www.google.com/search?q=(business))+ok</a></p>',
  ],
  [
    'www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;',
    '<p><a href="http://www.google.com/search?q=commonmark&amp;hl=en">www.google.com/search?q=commonmark&amp;hl=en</a></p><p><a href="http://www.google.com/search?q=commonmark">www.google.com/search?q=commonmark</a>&amp;hl;</p>',
  ],
  [
    'www.commonmark.org/he<lp',
    '<p><a href="http://www.commonmark.org/he">www.commonmark.org/he</a>&lt;lp</p>',
  ],
  ['www.a_b.c and xwww.a.b', '<p>www.a_b.c and xwww.a.b</p>'],
  [
    '**www.a.b** and ~~www.c.d/e~~',
    '<p><strong><a href="http://www.a.b">www.a.b</a></strong> and <del><a href="http://www.c.d/e">www.c.d/e</a></del></p>',
  ],
  [
    'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))',
    '<p><a href="http://commonmark.org">http://commonmark.org</a></p><p>(Visit <a href="https://encrypted.google.com/search?q=Markup+(business)">https://encrypted.google.com/search?q=Markup+(business)</a>)</p>',
  ],
  ['foo@bar.baz', '<p><a href="mailto:foo@bar.baz">foo@bar.baz</a></p>'],
  [
    "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
    '<p>hello@mail+xyz.example isn\'t valid, but <a href="mailto:hello+xyz@mail.example">hello+xyz@mail.example</a> is.</p>',
  ],
  [
    'a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_',
    '<p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a></p><p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a>.</p><p>a.b-c_d@a.b-</p><p>a.b-c_d@a.b_</p>',
  ],
  // 6.11 Disallowed Raw HTML (extension)
  [
    '<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is disallowed.  <XMP> is also disallowed.\n</blockquote>',
    '<p>&lt;strong> &lt;title> &lt;style> &lt;em></p><p>&lt;blockquote> &lt;xmp> is disallowed. &lt;XMP> is also disallowed. &lt;/blockquote></p>',
  ],
];
