import assert from 'node:assert/strict';

import { countTokens, tokenize } from '../../../dev/server/tokens.ts';

describe('tokens', () => {
  it('are the text again when they are joined, and cut no character in two', () => {
    for (const text of [
      '',
      'Hello, world',
      '  two  \n\n\tlines\r\n',
      'äöü 日本語 한국어 العربية',
      '🦊👩‍👩‍👧 e\u0301',
      '\0\u2028\u200b',
      'a'.repeat(1000),
      '===>>><<<',
    ]) {
      const tokens = tokenize(text);
      assert.equal(tokens.join(''), text);
      // encodeURI throws for half of a surrogate pair.
      assert.ok(tokens.every((token) => encodeURI(token) !== ''));
      assert.ok(tokens.every((token) => token !== ''));
    }
  });

  it('are about four characters long in English', () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(10);
    const average = text.length / countTokens(text);
    assert.ok(average > 3 && average < 5, String(average));
  });
});
