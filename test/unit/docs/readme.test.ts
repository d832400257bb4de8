import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readme } from '../../../dev/docs.ts';

describe('README.md', () => {
  it('lists the settings of package.json: run `npm run docs` where it does not', async () => {
    assert.equal(readFileSync('README.md', 'utf8'), await readme());
  });
});
