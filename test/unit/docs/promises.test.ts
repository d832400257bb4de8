import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describedPromises, promises, promiseTests } from '../../../dev/promises.ts';

describe('docs/promises.md', () => {
  const text = readFileSync('docs/promises.md', 'utf8');

  it('describes exactly the promises that tests name, in order', () => {
    assert.deepEqual(describedPromises(text), [...promiseTests().keys()]);
  });

  it('lists the tests of each: run `npm run docs` where it does not', async () => {
    assert.equal(text, await promises());
  });
});
