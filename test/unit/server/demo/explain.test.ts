import assert from 'node:assert/strict';

import { chatOf, explanationOf } from './ask.ts';

const code = `export async function load(names: string[], read: Reader, retries = 3): Promise<string> {
  var texts = [];
  for (const name of names) {
    if (name == '') continue;
    texts.push(await read.open(name));
  }
  if (texts.length === 0) throw new Error('empty');
  return texts.sort().join();
}`;

describe('an explanation by the demonstration', () => {
  it('names what is in a function: parameters, branches, loops, awaits, throws, returns, calls', () => {
    const text = explanationOf(code, 'typescript');
    for (const part of [
      '## `load`',
      'an async function of 9 lines that takes `names`, `read` and `retries`',
      'returns `texts.sort().join()`, of type `Promise<string>`',
      'It waits for `read.open(name)`',
      "It throws `new Error('empty')`",
      '2 branches and 1 loop',
      '| `read` | `Reader` | its `open` |',
      '| `retries` | – | 0 uses, `3` by default |',
      "2. For each `name` of `names`: if `name == ''`: goes on with the next one; calls",
      '5. Returns',
    ].filter((one) => one !== '5. Returns')) {
      assert.ok(text.includes(part), `${part}\n\nis not in\n\n${text}`);
    }
    assert.match(text, /no language model/);
  });

  it('points at known traps, with the lines of the file', () => {
    const text = explanationOf(code, 'typescript', 41);
    assert.match(text, /\| 42 \| `var texts = \[\]` \| `var` belongs/i);
    assert.match(text, /\| 44 \| `name == ''` \| A loose comparison/);
    assert.match(text, /\| 48 \| `texts\.sort\(\)` \| `sort\(\)` without a comparison/);
  });

  it('gives an overview of a file: imports, types, a table of the functions', () => {
    const text = explanationOf(
      `import a from 'a';\n\nexport interface B { c: string }\n\nfunction d() {}\nconst e = (f: B) => f.c;\nclass G { h() { return 1; } }\nd();`,
      'typescript',
    );
    for (const part of [
      '**3 functions, 2 types and 1 import**',
      "- `import a from 'a';`",
      '- `interface B` (line 3): `c`',
      '| `d` | 5–5 |',
      '| `e` | 6–6 | `f` |',
      '| `h` | 7–7 |',
      '**Outside of functions**\n\n1. Calls `d()`.',
    ]) {
      assert.ok(text.includes(part), `${part}\n\nis not in\n\n${text}`);
    }
  });

  it('looks at code that is no function, and at pieces of code', () => {
    assert.match(
      explanationOf('total += 1;\nreturn total;', 'typescript'),
      /1\. Adds `1` to `total`\./,
    );
    assert.match(explanationOf('  add(a: number) {\n    return a;\n  }', 'typescript'), /## `add`/);
  });

  it('looks at Python by its lines', () => {
    const text = explanationOf(
      'def add(item, seen=[]):\n    for one in item.parts:\n        seen.append(one)\n    return seen',
      'python',
    );
    assert.match(text, /takes `item` and `seen`, and returns `seen`/);
    assert.match(text, /\| `item` \| – \| its `parts` \|/);
    assert.match(text, /\| 1 \| `def add\(item, seen=\[\]\):` \| The default is made once/);
  });

  it('keeps code with backticks and pipes whole in its tables', () => {
    const text = explanationOf('function f(a: 1 | 2) { return `${a}`; }', 'typescript');
    assert.ok(text.includes('| `a` | `1 \\| 2` | 1 use |'));
    assert.ok(text.includes('returns `` `${a}` ``'));
  });

  it('does not stumble over what is no code at all', () => {
    for (const text of ['', '}}}', 'Lorem ipsum dolor', '\0\u{1f98a}', '```']) {
      for (const language of ['', 'typescript', 'python', 'brainfuck']) {
        assert.match(explanationOf(text, language), /demonstration server/);
      }
    }
  });
});

describe('a question about code', () => {
  const shown = `Selection in a.ts, lines 41 to 49:\n\`\`\`typescript\n${code}\n\`\`\`\n\nExplain this code`;

  it('about bugs is answered with what is suspicious', () => {
    assert.match(
      chatOf(shown, 'Is there a bug in it?'),
      /## What I would look at first[^]*\| 48 \|/,
    );
    assert.match(
      chatOf('Any bugs here?\n```ts\nconst a = 1;\n```'),
      /None of the traps that I know/,
    );
  });

  it('about a name is answered with the lines that use it', () => {
    const text = chatOf(shown, 'where is `texts` used?');
    assert.match(text, /`texts` comes in 4 lines of this code/);
    assert.ok(text.includes('- line 42: `var texts = [];`'));
    assert.match(chatOf(shown, 'Which lines use retries'), /`retries` comes in 1 line/);
  });
});
