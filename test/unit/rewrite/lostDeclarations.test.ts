import assert from 'node:assert/strict';
import { expandRest } from '../../../src/core/rewrite/omittedCode.ts';

const names = ['load', 'save', 'open', 'close', 'list', 'find', 'sort', 'print', 'merge', 'split'];
const part = (name: string, body = `return ${name}Value;`): string[] => [
  `function ${name}() {`,
  `  ${body}`,
  '}',
];
const file = names.flatMap((name) => [...part(name), '']);
const typescript = { language: 'typescript' };

// Deletions that nobody asked for: cline/cline#625, google-gemini/gemini-cli#19870, stackblitz/bolt.new#419.
describe('a reply without markers', () => {
  it('that gives one changed function of ten is a part, and is refused', () => {
    assert.equal(expandRest(part('find', 'return null;'), file, typescript), undefined);
  });

  it('that gives half of the functions and calls the others is a part', () => {
    const reply = [
      ...names.slice(0, 4).flatMap((name) => part(name)),
      ...part('list', 'return split();'),
    ];
    assert.equal(expandRest(reply, file, typescript), undefined);
  });

  it('that only deletes does what it was asked', () => {
    assert.deepEqual(expandRest(part('find'), file, typescript), part('find'));
  });

  it('that makes one new function of ten is a rewrite', () => {
    const reply = part('everything', 'return new Map();');
    assert.deepEqual(expandRest(reply, file, typescript), reply);
  });

  it('that changes one of three functions and drops the others is a rewrite', () => {
    const reply = part('load', 'return 1;');
    assert.deepEqual(expandRest(reply, file.slice(0, 12), typescript), reply);
  });

  it('that has all functions in fewer lines is a rewrite', () => {
    const reply = names.map((name) => `const ${name} = () => ${name}Value;`);
    assert.deepEqual(expandRest(reply, file, typescript), reply);
  });

  it('that gives one changed method of a class of ten, at the margin, is a part', () => {
    const reply = ['find() {', '  return null;', '}'];
    const methods = names.flatMap((name) => [`  ${name}() {`, `    return ${name}Value;`, '  }']);
    assert.equal(expandRest(reply, methods, typescript), undefined);
  });
});
