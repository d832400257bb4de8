import assert from 'node:assert/strict';
import { join } from 'node:path';
import { gitBoolean, includedBy, parseGitConfig } from '../../../src/core/context/gitConfig.ts';
import { gitPlaces } from '../../../src/node/gitPlaces.ts';
import { createRepository } from './gitRepository.ts';

const samples = [
  '[core]\n\tignorecase = true\n\texcludesFile = ~/my ignore\n',
  '; a note\n[Core]\nIGNORECASE\n[user "A \\"b\\""]\n\tname = "x # y" # z\n',
  '[core] excludesfile = "a b" \n[alias]\n\tl = log \\\n  --oneline\n',
  '[remote "o/r"]\r\n\turl = a;b\r\n[core]\r\n\texcludesFile = C:\\\\x\\\\y\r\n',
];

describe('git’s configuration', () => {
  it('is read as git reads it', () => {
    const repository = createRepository();
    try {
      for (const sample of samples) {
        repository.write('sample', sample);
        const listed = repository.git(
          'config',
          '--file',
          join(repository.root, 'sample'),
          '-z',
          '--list',
        );
        const byGit = listed
          .split('\0')
          .filter(Boolean)
          .map((entry) => {
            const [name = '', ...value] = entry.split('\n');
            return { name, value: value.length === 0 ? 'true' : value.join('\n') };
          });
        assert.deepEqual(parseGitConfig(sample), byGit, sample);
      }
    } finally {
      repository.dispose();
    }
  });

  it('says yes and no in git’s words', () => {
    assert.deepEqual(['true', 'YES', '1', 'off', '', 'perhaps'].map(gitBoolean), [
      ...[true, true, true, false, false, undefined],
    ]);
  });

  it('includes other files, some of them for some repositories alone', () => {
    const resolve = (path: string): string => path.replace(/^~/, '/home/me');
    const included = (name: string, gitFolder = '/home/me/code/a/.git') =>
      includedBy({ name, value: '~/more' }, gitFolder, resolve);
    assert.equal(included('include.path'), '/home/me/more');
    assert.equal(included('includeif.gitdir:~/code/.path'), '/home/me/more');
    assert.equal(included('includeif.gitdir:code/.path'), '/home/me/more');
    assert.equal(included('includeif.gitdir:~/Code/.path'), undefined);
    assert.equal(included('includeif.gitdir/i:~/Code/.path'), '/home/me/more');
    assert.equal(included('includeif.onbranch:main.path'), undefined);
    assert.equal(included('core.ignorecase'), undefined);
  });

  it('lies where the environment says', () => {
    assert.deepEqual(gitPlaces({ GIT_CONFIG_NOSYSTEM: '1' }, '/home/me'), {
      home: '/home/me',
      configs: ['/home/me/.config/git/config', '/home/me/.gitconfig'],
      ignore: '/home/me/.config/git/ignore',
    });
    const set = { GIT_CONFIG_SYSTEM: '/s', GIT_CONFIG_GLOBAL: '/g', XDG_CONFIG_HOME: '/x' };
    assert.deepEqual(gitPlaces(set, '/home/me').configs, ['/s', '/g']);
    assert.equal(gitPlaces(set, '/home/me').ignore, '/x/git/ignore');
  });
});
