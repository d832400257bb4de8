import assert from 'node:assert/strict';
import { expandRest } from '../../../src/core/rewrite/omittedCode.ts';

const typescript = { language: 'typescript' };
const expand = (reply: string, old: string, language = 'typescript'): string | undefined =>
  expandRest(reply.split('\n'), old.split('\n'), { language })?.join('\n');

const method = (head: string, ...body: string[]): string =>
  [`  ${head} {`, ...body.map((line) => `    ${line}`), '  }'].join('\n');
const calculator = (...methods: string[]): string =>
  `class Calculator {\n${methods.join('\n\n')}\n}`;
const start = method('constructor()', 'this.result = 0;');
const add = method('add(number)', 'this.result += number;', 'return this;');
const divide = method('divide(number)', 'this.result /= number;', 'return this;');
const reset = method('reset()', 'this.result = 0;', 'return this;');
const power = method('exp(number)', 'this.result = Math.pow(this.result, number);', 'return this;');

describe('code that was left out', () => {
  it('keeps the function after the one that was changed', () => {
    const one = (name: string, value: number): string =>
      `function ${name}() {\n  return ${value};\n}`;
    const old = [one('a', 1), one('b', 2), one('c', 3)].join('\n');
    const marker = '// ... existing code ...';
    assert.equal(
      expand(`${marker}\n${one('b', 22)}\n${marker}`, old),
      [one('a', 1), one('b', 22), one('c', 3)].join('\n'),
    );
  });

  it('keeps a function that ends like a new one', () => {
    const old = 'function a() {\n  return 1;\n}\n\nfunction b() {\n  return 3;\n}';
    const added = '\n\nfunction c() {\n  return 3;\n}';
    assert.equal(expand(`// ... existing code ...${added}`, old), old + added);
  });

  // continuedev/continue, core/edit/lazy/test-examples/calculator-exp2.js.diff
  it('ends the class after a method that ends like its last one', () => {
    const old = calculator(start, add, divide, reset);
    assert.equal(
      expand(calculator('  // ... existing code ...', power), old),
      calculator(start, add, divide, reset, power),
    );
  });

  // continuedev/continue, calculator-exp.js.diff: between which methods is not said.
  it('is refused around a new method between two markers', () => {
    const old = calculator(start, add, divide, reset);
    assert.equal(
      expand(calculator(start, '  // ... same ...', power, '  // ... same ...'), old),
      undefined,
    );
  });

  // continuedev/continue, calculator-stateless.js.diff: an old method was left without its end.
  it('is refused before methods of the same names', () => {
    const reply = calculator(
      '  // ... existing code ...',
      method('static add(a, b)', 'return a + b;'),
      method('static divide(a, b)', 'this.result /= number;'),
    );
    assert.equal(expand(reply, calculator(start, add, divide, reset)), undefined);
  });

  // continuedev/continue, top-level-same.js.diff: the last class was lost.
  it('keeps a class that ends like the changed one', () => {
    const part = (name: string, sign: string, check = ''): string =>
      `class ${name} extends Calculator {\n  ${name.toLowerCase()}(a, b) {\n    this.result = a ${sign} b;\n${check}    return this.result;\n  }\n}`;
    const check = '\n    if (this.result < 0) {\n      throw new Error("negative");\n    }\n\n';
    const old = `${part('Subtract', '-')}\n\n${part('Add', '+')}`;
    const reply = `// ... existing code ...\n\n${part('Subtract', '-', check)}\n\n// ... existing code ...`;
    assert.equal(expand(reply, old), `${part('Subtract', '-', check)}\n\n${part('Add', '+')}`);
  });

  // continuedev/continue, fastapi.py.diff
  it('is found between a changed import and a changed function', () => {
    const old =
      'from fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get("/")\ndef root():\n    return {"Hello": "World"}\n\n@app.get("/landing")\ndef landing():\n    return {"message": "Welcome"}';
    const reply =
      'from fastapi import FastAPI, HTTPException\n\n# ... same ...\n\n@app.get("/landing")\ndef landing():\n    raise HTTPException(status_code=404)';
    assert.equal(
      expand(reply, old, 'python'),
      old
        .replace('import FastAPI', 'import FastAPI, HTTPException')
        .replace('return {"message": "Welcome"}', 'raise HTTPException(status_code=404)'),
    );
  });

  // microsoft/vscode-copilot-release#3314: data that was to be moved was replaced by a comment.
  it('is refused where the marker stands for a part of a list', () => {
    const old = 'const planes = [\n  { id: 1, name: "Flyer" },\n  { id: 2, name: "Flyer II" },\n];';
    const reply = 'const store = createStore();\nstore.fill(/* ... existing planes ... */);';
    assert.equal(expand(reply, old), undefined);
  });

  // microsoft/vscode-copilot-release#6490: a comment was asked for, and other functions were gone.
  it('is kept around a comment that was added to a function', () => {
    const old = `function load() {\n  return read(path);\n}\n\nfunction save(text) {\n  write(path, text);\n}\n\nfunction drop() {\n  unlink(path);\n}`;
    const reply =
      '// ...\n\n/** Writes the text. */\nfunction save(text) {\n  write(path, text);\n}\n\n// ...';
    assert.equal(
      expand(reply, old),
      old.replace('function save', '/** Writes the text. */\nfunction save'),
    );
  });

  // stackblitz/bolt.new#124: a file of 316 lines became the lines between such comments.
  it('is refused where a piece between two markers has nothing to know it by', () => {
    const old = Array.from({ length: 30 }, (_, i) => `const value${i} = read(${i});`).join('\n');
    const reply =
      '{/* Previous imports remain the same */}\nconst COLORS = [];\n{/* Previous types remain the same */}';
    assert.equal(expand(reply, old, 'typescriptreact'), undefined);
  });

  it('is refused where a line that is there twice is all that tells the place', () => {
    const old = 'a1();\nshared();\nb1();\nc1();\nshared();\nd1();';
    assert.equal(
      expandRest(['// ...', 'shared();', 'more();', '// ...'], old.split('\n'), typescript),
      undefined,
    );
  });

  it('is refused where a copy was added or a name was changed, and neither is said', () => {
    const old = `${'x();\ny();\n'}function load() {\n  const text = readAll();\n  return parse(text);\n}`;
    const reply =
      '// ...\n\nfunction loadAgain() {\n  const text = readAll();\n  return parse(text);\n}';
    assert.equal(expand(reply, old), undefined);
  });

  it('stays inside of a block that a word ends', () => {
    const old = 'if installed; then\n  remove it\nfi\n\n# 2. Update the lists';
    const reply = '# ...\ncount=1\necho "$count"\nfi\n\n# 2. Update the lists';
    assert.equal(expand(reply, old, 'shellscript'), undefined);
  });
});
