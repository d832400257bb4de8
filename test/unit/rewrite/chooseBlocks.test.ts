import assert from 'node:assert/strict';
import { propose } from '../../../src/core/rewrite/propose.ts';

const tick = '```';
const block = (code: string, info = '', fence = tick): string =>
  `${fence}${info}\n${code}\n${fence}`;

/** The new text, or `refused: why`. */
function rewrite(reply: string, old: string, language: string): string {
  const style = { insertSpaces: true, tabSize: 4 };
  const made = propose(reply, [{ text: old, style, ending: '\n', language }]);
  return made.kind === 'ready' ? made.texts.join('\n---\n') : `refused: ${made.reason}`;
}

const total = 'def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n';
const newTotal = 'def total(xs):\n    return sum(xs)';
const condition = 'if (a == b) {\n    return a == c;\n}\n';

describe('the block that replaces the selection', () => {
  // continuedev/continue#12594, Arthur-Ficial/apfel#373
  it('is the new function, not the call of it that follows', () => {
    const reply = `${block(newTotal)}\n\nCall it like this:\n\n${block('total([1, 2])')}\n`;
    assert.equal(rewrite(reply, total, 'python'), `${newTotal}\n`);
    assert.equal(
      rewrite(reply.replaceAll(`${tick}\n`, `${tick}\r\n`), total, 'python'),
      `${newTotal}\n`,
    );
  });

  // sourcegraph/cody#3821
  it('is the one below "After", where the old code is shown shortened above it', () => {
    const after = 'if (Object.is(a, b)) {\n    return Object.is(a, c);\n}';
    const before = block('if (a == b) {\n    return a == c;', 'js');
    const reply = `Before:\n${before}\nAfter:\n${block(after, 'js')}`;
    assert.equal(rewrite(reply, condition, 'javascript'), `${after}\n`);
    const unsaid = `${before}\nand\n${block(after, 'js')}`;
    assert.equal(rewrite(unsaid, condition, 'javascript'), 'refused: blockCount');
  });

  // simonw/llm#717: some models correct themselves, others end with an example
  it('is none where the second one is another way to do it', () => {
    for (const [first, second] of [
      ['Option 1: with sum', 'Option 2: with reduce'],
      ['A short one:', 'Or, with reduce:'],
      ['Approach A', 'Approach B'],
      ['First try:', 'Wait, this is better:'],
    ]) {
      const reply = `${first}\n${block(newTotal, 'python')}\n\n${second}\n${block(`from functools import reduce\n${newTotal.replace('sum(xs)', 'reduce(add, xs)')}`, 'python')}`;
      assert.equal(rewrite(reply, total, 'python'), 'refused: blockCount', second);
    }
  });

  // laude-institute/headlong#5
  it('is not a command, whether it stands before the code, behind it or alone', () => {
    const command = block('pip install numpy', 'bash');
    const code = block(newTotal, 'python');
    assert.equal(rewrite(`${command}\n\n${code}`, total, 'python'), `${newTotal}\n`);
    assert.equal(rewrite(`${code}\n\nTest it:\n${command}`, total, 'python'), `${newTotal}\n`);
    assert.equal(rewrite(`Run this:\n${command}`, total, 'python'), 'refused: blockCount');
    assert.equal(rewrite(block('npm ci', 'sh'), 'npm install\n', 'shellscript'), 'npm ci\n');
  });

  it('is not the example where the code needed no change', () => {
    const reply = `It is fine as it is:\n${block(total.trimEnd())}\nExample:\n${block('total([1])')}`;
    assert.equal(rewrite(reply, total, 'python'), 'refused: blockCount');
  });

  it('is not the style or the page that goes with the code', () => {
    const code = 'function show(el) {\n    el.hidden = false;\n}';
    const reply = `${block(code, 'ts')}\n\n${block('.show { color: red; }', 'css')}`;
    assert.equal(
      rewrite(reply, 'function show(el) {\n    el.show();\n}\n', 'typescript'),
      `${code}\n`,
    );
  });

  // patchloom/patchloom#2220
  it('is each edit, where every one has a block of its own', () => {
    const old = 'function f() {\n    const a = 1;\n    const b = 2;\n    return a + b;\n}\n';
    const next = old.replace('a = 1', 'a = 10').replace('b = 2', 'b = 20');
    const edit = (a: string, b: string): string =>
      block(`<<<<<<< SEARCH\n${a}\n=======\n${b}\n>>>>>>> REPLACE`, 'ts');
    const searches = `${edit('    const a = 1;', '    const a = 10;')}\n\nand\n\n${edit('    const b = 2;', '    const b = 20;')}`;
    assert.equal(rewrite(searches, old, 'typescript'), next);
    const diffs = `${block('-    const a = 1;\n+    const a = 10;', 'diff')}\n${block('-    const b = 2;\n+    const b = 20;', 'diff')}`;
    assert.equal(rewrite(diffs, old, 'typescript'), next);
    const mixed = `${diffs}\n${block(next.trimEnd(), 'ts')}`;
    assert.equal(rewrite(mixed, old, 'typescript'), 'refused: blockCount');
  });

  it('is not guessed for two selections whose blocks are the other way round', () => {
    const style = { insertSpaces: true, tabSize: 4 };
    const target = (text: string) => ({ text, style, ending: '\n' as const, language: 'python' });
    const targets = [target('def a():\n    pass\n'), target('def b():\n    pass\n')];
    const [a, b] = [block('def a():\n    return 1'), block('def b():\n    return 2')];
    assert.equal(propose(`${a}\n${b}`, targets).kind, 'ready');
    assert.equal(propose(`${b}\n${a}`, targets).kind, 'refused');
    const install = block('pip install x', 'sh');
    assert.equal(propose(`${install}\n${a}\n${b}`, targets).kind, 'ready');
  });
});

describe('the fence that ends a block', () => {
  const readme = '# Shop\n';
  const tree = `# Shop\n\n${tick}\nshop/\n  src/\n${tick}\n\nRun it.`;

  // microsoft/vscode-copilot-release#4268, openai/chatkit-js#88, FiligranHQ/filigran-ui#289
  it('is the last one of a Markdown document, with bare and named blocks in it', () => {
    for (const info of ['markdown', 'md', '', 'MDX', '{.markdown}']) {
      assert.equal(rewrite(block(tree, info), readme, 'markdown'), `${tree}\n`, info);
      const reply = `Here:\n\n${block(tree, info)}\n\nDone.`;
      assert.equal(rewrite(reply, readme, 'markdown'), `${tree}\n`, info);
    }
    const two = `Run:\n${tick}\nls\n${tick}\nthen\n${tick}sh\nps\n${tick}\nEnd`;
    assert.equal(rewrite(block(two, 'markdown'), readme, 'markdown'), `${two}\n`);
  });

  // martymcenroe/AssemblyZero#3050: the last fence is wrong as soon as there are two blocks
  it('is not certain where bare blocks and their text could be read either way', () => {
    const reply = `${block('One')}\nTwo\n${block('Three')}`;
    assert.match(
      rewrite(reply, 'One\n\nTwo\n', 'markdown'),
      /^refused: (?:fenceUnclear|blockCount)$/,
    );
  });

  // markedjs/marked#3231: a block within, right before the end
  it('comes after a block within that ends where the document ends', () => {
    const text = `# Header\n${tick}bash\nls\n${tick}`;
    assert.equal(rewrite(block(text, 'markdown'), readme, 'markdown'), `${text}\n`);
  });

  it('has the character and at least the length of the one that opens', () => {
    assert.equal(rewrite(block('a\n```\nb', 'ts', '````'), 'x\n', 'typescript'), 'a\n```\nb\n');
    assert.equal(rewrite(block('a\n```\nb', 'ts', '~~~'), 'x\n', 'typescript'), 'a\n```\nb\n');
    assert.equal(rewrite('````ts\na\n```\n', 'x\n', 'typescript'), 'refused: unclosed');
  });

  // JuliusBrussee/caveman#820
  it('is found where the block is in a list', () => {
    const reply = `1. Change it:\n\n    ${tick}python\n    def f():\n        return 2\n    ${tick}\n\n2. Save.`;
    assert.equal(rewrite(reply, 'def f():\n    return 1\n', 'python'), 'def f():\n    return 2\n');
    const glued = `- ${tick}python\n  x = 2\n  ${tick}`;
    assert.match(rewrite(glued, 'x = 1\n', 'python'), /^refused/);
  });

  // LostRuins/lite.koboldai.net#200
  it('is refused where it is glued to text, on either side', () => {
    for (const reply of [
      `Here:${tick}ts\na = 2;\n${tick}\nand:${tick}ts\nb = 2;\n${tick}`,
      `${tick}ts\na = 2;${tick}\nText\n${tick}ts\nb = 2;\n${tick}`,
      `${tick}ts\na = 2;\n${tick} That is it.\n${tick}ts\nb = 2;\n${tick}`,
      `${tick}ts\na = 2;${tick}`,
    ]) {
      assert.match(rewrite(reply, 'a = 1;\n', 'typescript'), /^refused/, reply);
    }
  });

  // simonw/llm#1695
  it('is the same for every info string', () => {
    for (const info of [
      'c++',
      'c#',
      'vb.net',
      'python title="a.py"',
      'ts {1,3}',
      '{.py #id}',
      'ts:src/a.ts',
    ])
      assert.equal(rewrite(block('a = 2', info), 'a = 1\n', 'plaintext'), 'a = 2\n', info);
  });

  // huggingface/smolagents#2652
  it('is not one in a docstring or a template literal, unless it could be either', () => {
    const doc = 'def f():\n    """\n    ```\n    f()\n    ```\n    """\n    return 2';
    assert.equal(rewrite(block(doc, 'python'), 'def f():\n    return 1\n', 'python'), `${doc}\n`);
    const literal = 'const text = `\n```js\nx\n```\n`;';
    assert.match(rewrite(block(literal, 'ts'), 'const text = "";\n', 'typescript'), /^refused/);
  });
});

describe('the notes beside the code', () => {
  const notes = (reply: string): string =>
    propose(reply, [
      { text: total, style: { insertSpaces: true, tabSize: 4 }, ending: '\n', language: 'python' },
    ]).notes;

  it('are the prose, the lists and the blocks that were not chosen', () => {
    const example = block('total([1, 2])', 'python');
    assert.equal(
      notes(
        `Sure:\n\n\n${block(newTotal, 'python')}\n\n- **Beware**: sum\n- of all\n\nUse:\n${example}\n`,
      ),
      `Sure:\n\n- **Beware**: sum\n- of all\n\nUse:\n${example}`,
    );
    assert.equal(notes(block(newTotal)), '');
  });

  it('are the whole response where it has no code, and the words around refused code', () => {
    assert.equal(notes(' Which one do you mean? \n'), 'Which one do you mean?');
    assert.equal(notes(`Empty:\n${block('')}\nSorry.`), 'Empty:\nSorry.');
  });
});
