import assert from 'node:assert/strict';
import { rankPaths } from '../../../src/core/context/rank.ts';

describe('the files that fit', () => {
  it('come in the order in which one would expect them', () => {
    const paths = [
      'docs/approve.md',
      'src/app.ts',
      'src/apple/index.ts',
      'lib/snap.ts',
      'src/a/p/p.go',
    ];
    assert.deepEqual(
      rankPaths(paths, 'app', 10),
      ['src/app.ts', 'docs/approve.md', 'src/apple/index.ts', 'src/a/p/p.go', 'lib/snap.ts'].filter(
        (path) => path !== 'lib/snap.ts',
      ),
    );
    assert.deepEqual(rankPaths(paths, 'SRC/APP.ts', 1), ['src/app.ts']);
    assert.deepEqual(rankPaths(paths, 'zzz', 10), []);
    assert.equal(rankPaths(paths, '', 2).length, 2);
  });
});
