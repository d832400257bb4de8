import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { samples, troubleshooting } from '../../../dev/troubleshooting.ts';
import { actionTitles, errorText } from '../../../src/shared/errorText.ts';

describe('every error', () => {
  it('docs/troubleshooting.md lists them all as the panel says them: run `npm run docs` where it does not', async () => {
    assert.equal(readFileSync('docs/troubleshooting.md', 'utf8'), await troubleshooting());
  });

  for (const error of Object.values(samples).flat()) {
    it(`promise 22: ${JSON.stringify(error)} says the cause and the next step, and has a button`, () => {
      const { cause, next, actions } = errorText(error);
      for (const sentence of [cause, next]) {
        assert.match(sentence, /^[A-Z][^]*[.…]$/);
        assert.ok(sentence.length <= 250, sentence);
        assert.doesNotMatch(sentence, /undefined|null|\[object|NaN|\.\.|\( \)/);
      }
      assert.ok(actions.length >= 1);
      assert.equal(new Set(actions).size, actions.length);
      for (const action of actions) assert.ok(actionTitles[action]);
    });
  }
});
