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

  it('are found by a path as people write it', () => {
    const queries = [
      // andreikop/enki#365
      '..\\src\\money.ts',
      // Caphyon/clang-power-tools#431
      '.\\src\\money',
      // cs01/gdbgui#219
      '/src/money.ts',
      // slynch8/10x#3654
      'src\\money',
      // microsoft/vscode#111585
      'SRC\\money.ts',
      '././src/Money',
    ];
    for (const query of queries)
      assert.deepEqual(
        rankPaths(['src/money.ts', 'lib/other.ts'], query, 5),
        ['src/money.ts'],
        query,
      );
    assert.equal(rankPaths(['src/money.ts'], './', 5).length, 1);
  });
});
