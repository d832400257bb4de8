import assert from 'node:assert/strict';
import {
  estimateImageTokens,
  estimateTokens,
  measure,
  tooLargeText,
} from '../../../src/core/request/tokens.ts';
import { growth, linear } from '../growth.ts';

/** Between `low` and `high` characters a token. */
function density(text: string, low: number, high: number): void {
  const tokens = estimateTokens(text);
  const characters = text.length / tokens;
  assert.ok(characters >= low && characters <= high, `${characters} characters a token: ${text}`);
}

describe('the estimate of tokens', () => {
  it('takes about four characters of English as one, and fewer of code', () => {
    density(
      'The quick brown fox jumps over the lazy dog, and nobody knows why it does so.',
      3,
      4.5,
    );
    density('export function add(a: number, b: number): number {\n  return a + b;\n}\n', 2, 3.6);
    density('Съешь же ещё этих мягких французских булок', 1.5, 3);
    density('我们希望它是同类中最好的', 0.7, 1.5);
    assert.equal(estimateTokens(''), 0);
    assert.equal(estimateTokens('12345'), 5);
  });

  it('grows with the text, and so does the time that it takes', () => {
    const text = 'const x = 1;\n'.repeat(100_000);
    assert.ok(Math.abs(estimateTokens(text) / 100_000 - estimateTokens('const x = 1;\n')) <= 1);
    assert.ok(growth(estimateTokens, text) < linear);
  });

  it('counts pictures by tiles', () => {
    assert.equal(estimateImageTokens(384, 384), 258);
    assert.equal(estimateImageTokens(1000, 800), 4 * 258);
    assert.equal(estimateImageTokens(0, 0), 258);
  });

  it('says by how much a request is too large, and that nothing is cut in silence', () => {
    const messages = [{ role: 'user', content: 'word '.repeat(5_000) } as const];
    const fits = measure(messages, 20_000, 8_192);
    assert.equal(fits.over, 0);
    assert.equal(tooLargeText(fits), undefined);
    const large = measure(messages, 10_000, 8_192);
    assert.equal(large.limit, 1_808);
    assert.equal(large.over, large.tokens - 1_808);
    assert.match(
      tooLargeText(large) ?? '',
      /about 5,0\d\d tokens, 3,\d\d\d more than the 1,808 .* Nothing is cut without you\.$/,
    );
  });
});
