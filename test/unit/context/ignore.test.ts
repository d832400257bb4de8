import assert from 'node:assert/strict';
import { createIgnored } from '../../../src/core/context/ignore.ts';

describe('files that are not offered', () => {
  it('are those that .gitignore and .laplasignore name, the deeper file having the last word', () => {
    const ignored = createIgnored([
      { folder: '', text: '*.log\n/build/\nsecret.*\n' },
      { folder: 'packages/a', text: '!keep.log\n/only-here\n' },
    ]);
    const cases: Readonly<Record<string, boolean>> = {
      'a.log': true,
      'src/a.log': true,
      'src/a.ts': false,
      'build/out/x.js': true,
      'src/build/x.js': false,
      'packages/a/keep.log': false,
      'packages/a/other.log': true,
      'packages/b/keep.log': true,
      'packages/a/only-here': true,
      'only-here': false,
      'deep/secret.json': true,
    };
    for (const [path, expected] of Object.entries(cases)) {
      assert.equal(ignored(path), expected, path);
    }
  });

  it('do not come back from below an ignored folder', () => {
    const ignored = createIgnored([
      { folder: '', text: 'node_modules\n' },
      { folder: 'node_modules/x', text: '!*\n' },
    ]);
    assert.equal(ignored('node_modules/x/index.js'), true);
    assert.equal(ignored('node_modules/'), true);
  });

  it('are also those of the setting files.exclude', () => {
    const ignored = createIgnored([], {
      '**/.git': true,
      '**/*.{pyc,pyo}': true,
      '**/off': false,
      '**/*.js': { when: '$(basename).ts' },
    });
    assert.equal(ignored('.git/config'), true);
    assert.equal(ignored('a/b.pyo'), true);
    assert.equal(ignored('off'), false);
    assert.equal(ignored('a.js'), false);
  });
});
