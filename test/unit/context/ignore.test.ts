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

  it('are also those that a file above the workspace folder names', () => {
    const above = { folder: '', text: '.env\n/packages/a/private/\n' };
    const ignored = createIgnored([above], { '**/off': true, '/packages': true }, 'packages/a');
    assert.equal(ignored('.env'), true);
    assert.equal(ignored('deep/.env'), true);
    assert.equal(ignored('private/x'), true);
    assert.equal(ignored('deep/private/x'), false);
    assert.equal(ignored('off'), true);
    assert.equal(ignored('src/packages/x'), false);
  });

  it('are not all of a folder that git leaves out and the user has opened', () => {
    const above = { folder: '', text: '/build\n' };
    const inside = { folder: 'build/b', text: '*.log\n' };
    const ignored = createIgnored([above, inside], {}, 'build/b');
    assert.equal(ignored('x.js'), false);
    assert.equal(ignored('x.log'), true);
    const ours = createIgnored([{ ...above, always: true }, inside], {}, 'build/b');
    assert.equal(ours('x.js'), true);
  });
});
