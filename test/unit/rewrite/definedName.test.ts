import assert from 'node:assert/strict';
import { looksLikeCode } from '../../../src/core/rewrite/looksLikeCode.ts';

describe('a response without a code block', () => {
  for (const [text, language] of [
    ['const a = 1;\nreturn a;', 'typescript'],
    ['def f(x):\n    # Doubles it, as the name says.\n    return x * 2', 'python'],
    ['func f() error {\n\treturn nil\n}', 'go'],
    ['.a {\n  color: red;\n}', 'css'],
    ['<p>\n  <b>Hello</b>\n</p>', 'html'],
    ['select a\nfrom t\nwhere b = 1;', 'sql'],
    ['name: ci\non: push', 'yaml'],
    ['return a', 'ruby'],
    ['# Shop\n\nIt sells things.', 'markdown'],
  ] as const) {
    it(`may be code: ${language}`, () => {
      assert.equal(looksLikeCode(text, language), true);
    });
  }

  for (const [text, language] of [
    [
      'I cannot make this faster without knowing how it is used. Could you tell me more?',
      'typescript',
    ],
    ['The selected code is already as short as it can be.', 'python'],
    ['Which of the two functions do you mean?', 'go'],
    ['Sure! Use a map here:\n\nconst a = new Map();', 'typescript'],
    ['Sorry, there is no code in the selection.', 'markdown'],
    ['- It leaks memory in the loop.\n- It never closes the file.', 'java'],
    ['Ok.', 'typescript'],
    ['   ', 'typescript'],
  ] as const) {
    it(`is not offered as code: ${text.slice(0, 40).trim()}`, () => {
      assert.equal(looksLikeCode(text, language), false);
    });
  }
});
