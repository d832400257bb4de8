import assert from 'node:assert/strict';
import { fitIndentation, type IndentStyle } from '../../../src/core/rewrite/indentation.ts';
import { literalLines } from '../../../src/core/rewrite/literals.ts';

const fit = (
  code: string,
  old: string,
  language: string,
  style: Partial<IndentStyle> = {},
): string =>
  fitIndentation(code.split('\n'), old.split('\n'), {
    insertSpaces: true,
    tabSize: 4,
    language,
    ...style,
  }).join('\n');
const inside = (text: string, language: string): string =>
  literalLines(text.split('\n'), language)
    .map((literal) => (literal > 0 ? 's' : '.'))
    .join('');

describe('indentation', () => {
  // microsoft/vscode#19420
  it('of a template at the margin stays when the code around it is moved', () => {
    assert.equal(
      fit('if (ready) {\n    log(`\nHello,\n  World\n`);\n}', '    log("x");', 'typescript'),
      '    if (ready) {\n        log(`\nHello,\n  World\n`);\n    }',
    );
  });

  it('of a template is put back where the old lines have it', () => {
    const old = '    log(`\n    Hello,\n      World\n    `);';
    assert.equal(
      fit('print(`\nHello,\n  World\n`);', old, 'typescript'),
      old.replace('log', 'print'),
    );
  });

  // DerDanilo/proxmox-stuff#3, helixarch/debtap#13: a space before EOF, and the script did not end it.
  it('of a here-document and of its end stays', () => {
    assert.equal(
      fit('clear\ncat <<EOF\n  Files:\nEOF\nread answer', '    echo hi', 'shellscript'),
      '    clear\n    cat <<EOF\n  Files:\nEOF\n    read answer',
    );
  });

  // BashSupport/BashSupport#499: spaces before the end of `<<-` are an error as well.
  it('of a here-document that may be indented with tabs stays too', () => {
    assert.equal(
      fit("if ok; then\n  cat <<-'END'\n\tit's text\n\tEND\nfi", '    echo hi', 'shellscript'),
      "    if ok; then\n      cat <<-'END'\n\tit's text\n\tEND\n    fi",
    );
  });

  // microsoft/vscode#19227
  it('of a here-document of Ruby stays', () => {
    assert.equal(
      fit('text = <<HERE\nfirst\n  second\nHERE\nputs text', '  puts 1', 'ruby'),
      '  text = <<HERE\nfirst\n  second\nHERE\n  puts text',
    );
  });

  // flying-sheep/reindent.py#1: docstrings may be indented anew, other strings may not.
  it('of a string of Python stays, that of a docstring goes with its function', () => {
    assert.equal(
      fit(
        'def f():\n    """Does.\n\n    More.\n    """\n    return """\n{}\n"""',
        '    def f():\n        pass',
        'python',
      ),
      '    def f():\n        """Does.\n\n        More.\n        """\n        return """\n{}\n"""',
    );
  });

  // zed-industries/zed#60613: the step of the first line was taken for all.
  it('of the first line alone is put right', () => {
    assert.equal(
      fit(
        'while a:\n            step(a)\n        rest()',
        '        while b:\n            step(b)\n        last()',
        'python',
      ),
      '        while a:\n            step(a)\n        rest()',
    );
  });

  // continuedev/continue#11289
  it('of a whole block at the margin is moved, with all its levels', () => {
    assert.equal(
      fit(
        'for x in xs:\n    if x:\n        use(x)',
        '        for y in ys:\n            use(y)',
        'python',
      ),
      '        for x in xs:\n            if x:\n                use(x)',
    );
  });

  // YuGiMob/pi-hashline-edit-pro#4: lines without any indentation, in a file of tabs.
  it('of lines in spaces becomes tabs in a file of tabs', () => {
    assert.equal(
      fit(
        'if err != nil {\n    return err\n}',
        '\tres := get()\n\tif res == nil {\n\t\treturn nil\n\t}',
        'go',
      ),
      '\tif err != nil {\n\t\treturn err\n\t}',
    );
  });

  // sourcegraph/cody#4704: a file that shows no indentation says nothing of the reply's.
  it('stays where the old lines have none', () => {
    const code = 'function sort(list) {\n  return list.map((x) => {\n    return x;\n  });\n}';
    assert.equal(fit(code, 'hello', 'javascript'), code);
  });

  it('in the steps of a string does not count as that of the code', () => {
    const code = 'function make() {\n    return `\na:\n  b:\n    c:\n      d: 1\n`;\n}';
    assert.equal(fit(code, 'function make() {\n    return yaml();\n}', 'typescript'), code);
  });
});

describe('lines inside of a literal', () => {
  const cases: readonly (readonly [language: string, text: string, expected: string])[] = [
    ['typescript', 'a(`\nx ${b(`\ny`)} z\n`);\nc();', '.sss.'],
    ['typescript', 'const r = /[`\'"]/;\nf(`\nx`);', '..s'],
    ['typescript', "// don't `\na();\nb('`');\nc();", '....'],
    ['python', "x = '''\na\n'''\ny = 1", '.ss.'],
    ['python', '# it\'s """\nx = 1', '..'],
    ['go', 'a := `\nb\n`\nc()', '.ss.'],
    ['rust', 'let a = r#"\n"b"\n"#;\nc();', '.ss.'],
    ['java', 'a("""\n  b\n  """);\nc();', '....'],
    ['php', 'a(<<<TEXT\nb\nTEXT);\nc();', '.ss.'],
    ['lua', 'a = [[\nb\n]]\nc()', '.ss.'],
    ['shellscript', "a='b\nc'\nd", '.s.'],
    ['html', '<p>\n<pre>\n  x\n</pre>\n</p>', '..ss.'],
    ['unknown', 'a\nb', '..'],
  ];
  for (const [language, text, expected] of cases) {
    it(`are found in ${language}: ${JSON.stringify(text)}`, () => {
      assert.equal(inside(text, language), expected);
    });
  }
});
