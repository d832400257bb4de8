import { strict as assert } from 'node:assert';
import { createHighlighter, type Span } from '../../../src/webview/highlight/highlighter.ts';
import { fetchLanguage, languages } from '../../../src/webview/highlight/languages.ts';
import { tokenClasses } from '../../../src/webview/highlight/tokenClasses.ts';

const samples: readonly string[] = [
  'const a: number = f("x\\"y", 1.5e3, /re+/g, `t${b}`); // note',
  '# comment or heading',
  'def f(self, x=None): return f"{x}" if x else \'y\'',
  '<script>let a = "</x>";</script><style>a { color: red }</style>',
  "SELECT `id`, count(*) FROM t WHERE x = 'y' -- note",
  '  key: "value" # note',
  '/* opened',
  'still open */ after',
  '"""opened',
  'closed""" end',
  '',
  '\t{ [ ( } ] ) ; :: -> => |> $x @y %z ~w ^v &u \\',
  '@media (min-width: 1px) { .a::before { content: "\\201C"; } }',
  '+added',
  '-removed',
  '#include <x.h>',
  '‏עברית 日本語 🙂',
];

const atOnce = new Set(languages.keys());
await fetchLanguage('lua');

describe('the highlighter', () => {
  it('knows more than 25 languages, and what models call them', () => {
    assert.ok(new Set(languages.values()).size >= 25);
    for (const name of ['ts', 'tsx', 'py', 'c#', 'c++', 'sh', 'yml', 'rs', 'golang', 'ps1']) {
      assert.ok(createHighlighter(name) !== null, name);
    }
    assert.equal(createHighlighter('klingon'), null);
    assert.equal(fetchLanguage('klingon'), undefined);
  });

  it('has what is asked for often at once, and what is asked for seldom on request', () => {
    for (const name of ['ts', 'python', 'java', 'c++', 'c#', 'go', 'rust', 'php', 'bash', 'sql']) {
      assert.ok(atOnce.has(name), name);
    }
    for (const name of ['lua', 'swift', 'powershell', 'r', 'clj']) {
      assert.ok(!atOnce.has(name) && languages.has(name), name);
    }
    assert.equal(fetchLanguage('lua'), undefined);
  });

  for (const name of languages.keys()) {
    it(`loses no character of ${name}, and looks ahead without a trace`, () => {
      const [one, other] = [createHighlighter(name), createHighlighter(name)];
      assert.ok(one !== null && other !== null);
      for (const line of [...samples, ...samples]) {
        for (const length of [1, line.length >> 1, line.length]) other.peek(line.slice(0, length));
        const spans: readonly Span[] = one.line(line);
        assert.equal(spans.map(({ text }) => text).join(''), line);
        assert.deepEqual(other.line(line), spans, line);
        for (const { className } of spans) {
          assert.ok(className === null || (tokenClasses as readonly string[]).includes(className));
        }
      }
    });
  }

  it('tells keywords, storage, calls, strings, numbers and comments apart', () => {
    const spans = createHighlighter('ts')?.line('const a = f("x", 1); // note') ?? [];
    const classOf = (text: string) => spans.find((span) => span.text.trim() === text)?.className;
    assert.equal(classOf('const'), 'storage');
    assert.equal(classOf('f'), 'function');
    assert.equal(classOf('"x"'), 'string');
    assert.equal(classOf('1'), 'number');
    assert.equal(classOf('// note'), 'comment');
  });

  it('carries what is open from line to line', () => {
    const highlighter = createHighlighter('js');
    highlighter?.line('/* open');
    assert.equal(highlighter?.line('still */ x')[0]?.className, 'comment');
  });

  it('promise 20: leaves a line of very many characters plain', () => {
    const text = 'f(1);'.repeat(100_000);
    assert.deepEqual(createHighlighter('js')?.line(text), [{ text, className: null }]);
  });
});
