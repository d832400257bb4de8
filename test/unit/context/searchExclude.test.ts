import assert from 'node:assert/strict';
import { searchExclude } from '../../../src/core/context/searchExclude.ts';

describe('a search for files', () => {
  it('leaves out packages and the ignored folders of the top', () => {
    assert.equal(searchExclude([]), '{**/node_modules/**}');
    assert.equal(
      searchExclude(['dist', '.cache', 'a{b', 'c,d', 'e*']),
      '{**/node_modules/**,dist/**,.cache/**}',
    );
  });
});
