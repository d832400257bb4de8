import assert from 'node:assert/strict';

import { takeApart } from '../../../../dev/server/demo/blocks.ts';
import { chatOf, rewriteOf, rewriteReply } from './ask.ts';

/** Joins lines, so that code can be written one line below the other. */
const lines = (...all: readonly string[]): string => all.join('\n');

describe('a rewrite by the demonstration', () => {
  it('answers with a single fenced block that holds the whole replacement', () => {
    assert.equal(
      rewriteReply(['var a = 1;'], 'typescript', 'var to const'),
      '```typescript\nconst a = 1;\n```\n',
    );
  });

  it('answers several selections with as many blocks, in their order', () => {
    const { blocks } = takeApart(rewriteReply(['b\na', 'd\nc'], 'plaintext', 'sort the lines'));
    assert.deepEqual(
      blocks.map(({ code }) => code),
      ['a\nb', 'c\nd'],
    );
  });

  it('holds code that has fences itself, in a longer fence', () => {
    const code = lines('/*', '```js', 'x', '```', '*/', 'var a = 1;');
    assert.equal(rewriteOf(code, 'javascript', 'var to const'), code.replace('var', 'const'));
  });

  it('keeps the line endings that it was given', () => {
    const code = 'function a(b) {\r\n  var c = b;\r\n  return c;\r\n}';
    const documented = rewriteOf(code, 'javascript', 'add doc comments') ?? '';
    assert.equal(documented.split('\n').length, documented.split('\r\n').length);
    assert.ok(documented.endsWith(code));
  });

  it('does several things in one go', () => {
    assert.equal(
      rewriteOf(
        'var a = b == c; // no',
        'typescript',
        'Rename a to z, use const, strict equality; remove comments',
      ),
      'const z = b === c;',
    );
  });

  it('says in a remark that it cannot do something else, and writes comments instead', () => {
    const code = rewriteOf('  function a() {}', 'typescript', 'make it\nfaster');
    assert.match(code ?? '', /^ {2}\/\/ The demonstration server cannot do this: make it faster\n/);
    assert.match(code ?? '', /\n {2}\/\*\* A\. \*\/\n {2}function a\(\) \{\}$/);
  });

  it('answers in prose where there is no way to write a remark', () => {
    assert.equal(rewriteOf('{"a": 1}', 'json', 'make it faster'), undefined);
    assert.match(rewriteReply(['{"a": 1}'], 'json', 'make it faster'), /I cannot rewrite this/);
  });

  it('is done in the chat too, where somebody asks for it with the code', () => {
    const reply = chatOf('Rename a to b in this:\n\n```ts\nlet a = 1;\n```');
    assert.deepEqual(
      takeApart(reply).blocks.map(({ code }) => code),
      ['let b = 1;'],
    );
    assert.match(reply, /no language model/);
  });
});

describe('renaming', () => {
  const renamed = (code: string, language = 'typescript'): string | undefined =>
    rewriteOf(code, language, 'rename `total` to sum');

  it('takes variables, parameters, functions and types, and leaves properties, strings and comments', () => {
    assert.equal(
      renamed('function f(total: number) { return a.total + total + `${total} total`; } // total'),
      'function f(sum: number) { return a.total + sum + `${sum} total`; } // total',
    );
    assert.equal(renamed('class total<T> {}\nlet x: total<1>;'), 'class sum<T> {}\nlet x: sum<1>;');
  });

  it('keeps the property where one word names a property and a variable', () => {
    assert.equal(renamed('return { total, a: total };'), 'return { total: sum, a: sum };');
    assert.equal(renamed('const { total } = price;'), 'const { total: sum } = price;');
    assert.equal(renamed('const { a: total, ...rest } = b;'), 'const { a: sum, ...rest } = b;');
    assert.equal(renamed('export { total as x };'), 'export { sum as x };');
  });

  it('takes a property where nothing else has the name', () => {
    assert.equal(renamed('a.total = { total: 1 };'), 'a.sum = { sum: 1 };');
  });

  it('works in pieces of code: a method, an entry, a half function', () => {
    assert.equal(
      renamed('  add(total: number) {\n    this.x += total;\n  }'),
      '  add(sum: number) {\n    this.x += sum;\n  }',
    );
    assert.equal(renamed('  total: total,\n  other: 1,'), '  total: sum,\n  other: 1,');
    assert.equal(renamed('  } else {\n    total += 1;'), '  } else {\n    sum += 1;');
  });

  it('takes whole words in other languages, outside of strings and comments', () => {
    assert.equal(
      renamed(
        'def f(total):\n    # total\n    return total + subtotal + "total" + a.total',
        'python',
      ),
      'def f(sum):\n    # total\n    return sum + subtotal + "total" + a.total',
    );
  });

  it('understands more ways of asking', () => {
    for (const instruction of [
      'Rename the variable "a" into "b"',
      'please rename a -> b.',
      'renaming function a() to b()',
      'RENAME a AS b',
    ]) {
      assert.equal(rewriteOf('a();', 'javascript', instruction), 'b();', instruction);
    }
    assert.equal(rewriteOf('a(c);', 'js', 'rename a to b and c to d'), 'b(d);');
  });
});

describe('var to const or let', () => {
  const modern = (code: string): string | undefined =>
    rewriteOf(code, 'typescript', 'change var to const or let');

  it('is const where the variable keeps its value, and let where it does not', () => {
    assert.equal(modern('var a = 1; f(a);'), 'const a = 1; f(a);');
    for (const change of [
      'a = 2',
      'a += 1',
      'a++',
      '--a',
      '[a] = b',
      '({ a } = b)',
      '({ x: a } = b)',
    ]) {
      assert.equal(modern(`var a = 1; ${change};`), `let a = 1; ${change};`);
    }
    assert.equal(modern('var a; f(a);'), 'let a; f(a);');
    assert.equal(modern('var a = 1, b = 2; b = 3;'), 'let a = 1, b = 2; b = 3;');
    assert.equal(modern('var a = 1; x.a = 2; ({ a: 3 });'), 'const a = 1; x.a = 2; ({ a: 3 });');
  });

  it('knows the heads of loops', () => {
    assert.equal(modern('for (var a of b) f(a);'), 'for (const a of b) f(a);');
    assert.equal(modern('for (var a in b) a = 1;'), 'for (let a in b) a = 1;');
    assert.equal(modern('for (var i = 0; i < 3; i++) f(i);'), 'for (let i = 0; i < 3; i++) f(i);');
    assert.equal(modern('var a = 1; for (a of b) f(a);'), 'let a = 1; for (a of b) f(a);');
  });

  it('leaves what would break: use outside of the block, before it, a second declaration', () => {
    for (const code of [
      'if (a) { var b = 1; } f(b);',
      'for (var i = 0; i < 3; i++) {} f(i);',
      'f(b); var b = 1;',
      'var a = 1; var a = 2;',
    ]) {
      assert.equal(modern(code), code);
    }
  });

  it('takes equal names in blocks beside each other', () => {
    assert.equal(
      modern('{ var a = 1; f(a); } { var a = 2; a = 3; }'),
      '{ const a = 1; f(a); } { let a = 2; a = 3; }',
    );
  });

  it('lets a function below use a variable above it, and one above use it later', () => {
    assert.equal(
      modern('function f() { return a; } var a = 1;'),
      'function f() { return a; } const a = 1;',
    );
  });
});

describe('strict equality', () => {
  it('leaves comparisons with null and undefined, strings and comments', () => {
    assert.equal(
      rewriteOf("a == b != c; d == null; undefined != e; '=='; // ==", 'js', 'use ==='),
      "a === b !== c; d == null; undefined != e; '=='; // ==",
    );
  });
});

describe('sorting lines', () => {
  const sorted = (code: string, instruction = 'sort lines'): string | undefined =>
    rewriteOf(code, 'typescript', instruction);

  it('goes by text, upper and lower case alike, and numbers by size', () => {
    assert.equal(sorted('b\nB2\nB10\na'), 'a\nb\nB2\nB10');
    assert.equal(sorted('a\nb', 'sort in reverse'), 'b\na');
  });

  it('leaves the brackets around a list, and a last entry without its comma', () => {
    assert.equal(sorted('x = [\n  c,\n  a,\n  b\n];'), 'x = [\n  a,\n  b,\n  c\n];');
    assert.equal(sorted('c,\na,\nb,'), 'a,\nb,\nc,');
  });

  it('takes out lines that are there twice, but not empty ones', () => {
    assert.equal(sorted('a\n\na\n\nb', 'remove duplicate lines'), 'a\n\n\nb');
  });
});

describe('comments', () => {
  it('are taken out: lines of their own as a whole, others with the space before them', () => {
    assert.equal(
      rewriteOf(
        lines(
          '/** a */',
          'f(); // b',
          '  // c',
          "g('// d', /* e */ 1); /* f",
          ' */',
          'h(`//${/* i */ 1}`);',
        ),
        'typescript',
        'remove all comments',
      ),
      lines('f();', "g('// d',  1);", 'h(`//${ 1}`);'),
    );
    assert.equal(
      rewriteOf(lines('# a', 'f("# b")  # c', "g('it')"), 'python', 'remove comments'),
      lines('f("# b")', "g('it')"),
    );
    assert.equal(
      rewriteOf(lines('a {} /* b */', '/* c', 'd */', 'e {}'), 'css', 'delete the comments'),
      lines('a {}', 'e {}'),
    );
  });

  it('are written above functions and types that have none, with what can be seen in them', () => {
    const code = lines(
      'export interface Order { lines: string[] }',
      '/** There is one. */',
      'function known() {}',
      'export function priceOrder(order: Order, rate = 2) {',
      "  if (!order) throw new Error('none');",
      '  return order.lines.length * rate;',
      '}',
    );
    assert.equal(
      rewriteOf(code, 'typescript', 'add doc comments'),
      lines(
        '/** An order: lines. */',
        'export interface Order { lines: string[] }',
        '/** There is one. */',
        'function known() {}',
        '/**',
        ' * Price order.',
        ' *',
        ' * @param order Its lines is used.',
        ' * @param rate Used once. `2` by default.',
        ' * @returns `order.lines.length * rate`',
        " * @throws `new Error('none')`",
        ' */',
        ...code.split('\n').slice(3),
      ),
    );
  });

  it('stand inside of a class as far in as its methods, also where only methods were selected', () => {
    const method = '\tadd(a: number) {\n\t\tthis.sum += a;\n\t}';
    const documented = '\t/**\n\t * Add.\n\t *\n\t * @param a Used once.\n\t */\n' + method;
    assert.equal(rewriteOf(method, 'typescript', 'document this'), documented);
    assert.equal(
      rewriteOf(
        'private go = () => {};\n@b()\npublic async run() {}',
        'typescript',
        'document this',
      ),
      '/** Go. */\nprivate go = () => {};\n/** Run. */\n@b()\npublic async run() {}',
    );
    assert.equal(
      rewriteOf(`/** A */\nclass A {\n${method}\n}`, 'typescript', 'jsdoc please'),
      `/** A */\nclass A {\n${documented}\n}`,
    );
  });

  it('stand above branches and loops too, where somebody asks for comments of any kind', () => {
    assert.equal(
      rewriteOf(
        lines('for (const a of b) {', '  if (a) f();', '  else if (c) g();', '}'),
        'typescript',
        'add comments',
      ),
      lines(
        '// For each a of b.',
        'for (const a of b) {',
        '  // If a.',
        '  if (a) f();',
        '  else if (c) g();',
        '}',
      ),
    );
  });

  it('are docstrings in Python', () => {
    assert.equal(
      rewriteOf(
        lines(
          'def mean(values, *,',
          '         start=0):',
          '    return sum(values, start)',
          '',
          'def done():',
          '    """Done."""',
        ),
        'python',
        'add docstrings',
      ),
      lines(
        'def mean(values, *,',
        '         start=0):',
        '    """Mean.',
        '',
        '    values: used once.',
        '    start: used once.',
        '    Returns sum(values, start).',
        '    """',
        '    return sum(values, start)',
        '',
        'def done():',
        '    """Done."""',
      ),
    );
  });

  it('are lines in other languages, in the manner of each', () => {
    assert.equal(
      rewriteOf('func Mean(values []int) int {\n\treturn 1\n}', 'go', 'add doc comments'),
      '// Mean is about mean.\n// Takes `values`.\n// Returns 1.\nfunc Mean(values []int) int {\n\treturn 1\n}'.replaceAll(
        '`',
        '',
      ),
    );
    assert.equal(
      rewriteOf('    pub fn run(&self) -> u8 {\n        7\n    }', 'rust', 'add doc comments'),
      '    /// Run.\n    pub fn run(&self) -> u8 {\n        7\n    }',
    );
    assert.match(
      rewriteOf(
        'public int addAll(List<Integer> all, int start) {\n    return 0;\n}',
        'java',
        'add doc comments',
      ) ?? '',
      /^\/\/ Add all\.\n\/\/ Takes all and start\.\n\/\/ Returns 0\.\n/,
    );
  });
});
