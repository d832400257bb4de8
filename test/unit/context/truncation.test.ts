import assert from 'node:assert/strict';
import { firstLines, shareOf } from '../../../src/core/context/truncation.ts';

describe('a list that is attached', () => {
  it('says how much of it is', () => {
    assert.equal(shareOf(12, 12), '12');
    assert.equal(shareOf(200, 314), '200 of 314');
    assert.equal(shareOf(1_000, 10_000, true), '1000 of more than 10000');
  });

  it('ends in a word about what is left out', () => {
    assert.deepEqual(firstLines(['a', 'b'], 2), ['a', 'b']);
    assert.deepEqual(firstLines(['a', 'b', 'c', 'd'], 2), ['a', 'b', '(2 more are left out)']);
  });
});
