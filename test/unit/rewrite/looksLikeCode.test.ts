import assert from 'node:assert/strict';
import { looksLikeCode } from '../../../src/core/rewrite/looksLikeCode.ts';

const code = [
  'function f() {\n  return 1;\n}',
  'def f(x):\n    return x + 1',
  'x = compute(1)\ny = x * 2',
  'func (s *store) create(name string) error {\n\treturn nil\n}',
  '<div class="a">\n  <p>Hello there, how are you?</p>\n</div>',
  '// Adds two numbers.\nconst add = (a, b) => a + b;',
  'import os\nfrom typing import List\n\nclass A:\n    pass',
  'puts "hello"\ndef f\n  1\nend',
];
const prose = [
  'I cannot make this faster without knowing how it is used. Could you tell me more?',
  'This code already handles that case; no change is needed.',
  'Sorry, I can’t help with that.',
  'To do this, call `f()` first:\n\nf();\n\nThen remove the old call from the class.',
  // microsoft/vscode#301404: a question about another component was put into the file.
  'The component you mention is not in the selection. Which file is it in?',
  'Done.',
  'Ich brauche mehr Informationen, um das zu ändern.',
  '1. Rename the function.\n2. Update all its callers.',
  '',
];

describe('telling code from prose', () => {
  for (const text of code)
    it(`takes for code: ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(looksLikeCode(text), true);
    });
  for (const text of prose)
    it(`takes for prose: ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(looksLikeCode(text), false);
    });
});
