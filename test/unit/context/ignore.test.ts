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

  /** Each line: the rules, what they leave out, what they offer. */
  const threads: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>> =
    {
      // BurntSushi/ripgrep#38
      'blanks behind a folder': ['node_modules/   ', ['node_modules/a.js'], []],
      // ggreer/the_silver_searcher#1172
      'an escaped blank': ['ignore\\ me', ['ignore me'], ['ignore\\ me']],
      // libgit2/libgit2#5076
      'blanks in front': [' a.test\n # no note\n', [' a.test', ' # no note'], ['a.test']],
      // libgit2/libgit2#3645
      'a folder that comes back by a longer path': [
        'dir\n!foo/dir\n',
        ['dir/a', 'bar/dir/a'],
        ['foo/dir/file1'],
      ],
      // libgit2/libgit2#2746
      'a file in an ignored folder does not come back': [
        'foo/*\n!foo/bar\n!foo/baz/quux\n',
        ['foo/x', 'foo/baz/quux'],
        ['foo/bar'],
      ],
      // kucherenko/jscpd#723
      'stars in every folder': ['**/**/*\n!test/\n!test/.js\n', ['a', 'b/c'], ['test/.js']],
      // cursor/cursor#2902
      'all of the top but one folder': [
        '/*\n!/src/\n',
        ['a.ts', 'lib/b.ts'],
        ['src/c.ts', 'src/d/e'],
      ],
      'what is in a folder, not the folder': [
        'foo/**\n!foo/keep\n',
        ['foo/x'],
        ['foo/keep', 'foo/'],
      ],
      // libgit2/libgit2#4309
      'a blank behind a name, and the end of a line of Windows': [
        'test.txt \r\n',
        ['test.txt'],
        [],
      ],
    };
  for (const [name, [text, out, offered]] of Object.entries(threads)) {
    it(`are those that git leaves out: ${name}`, () => {
      const ignored = createIgnored([{ folder: '', text }]);
      for (const path of out) assert.equal(ignored(path), true, path);
      for (const path of offered) assert.equal(ignored(path), false, path);
    });
  }

  it('are those of .laplasignore in any case, whatever a .gitignore below takes back', () => {
    const ignored = createIgnored([
      { folder: '', text: '*.key\n*.TXT\n!README.txt\n', always: true },
      { folder: 'a', text: '!server.key\n' },
    ]);
    for (const path of ['a/server.key', 'SERVER.KEY', 'notes.txt', 'readme.txt'])
      assert.equal(ignored(path), true, path);
    assert.equal(ignored('README.txt'), false);
  });

  it('are those of the user and of the repository, unless a .gitignore takes them back', () => {
    const ignored = createIgnored([
      { folder: '', text: '*.tmp\n*.orig\n', source: 'user' },
      { folder: '', text: '!kept.orig\n/local\n', source: 'info' },
      { folder: 'src', text: '!kept.tmp\n' },
    ]);
    for (const path of ['a.tmp', 'src/b.tmp', 'a.orig', 'local/x'])
      assert.equal(ignored(path), true, path);
    for (const path of ['src/kept.tmp', 'kept.orig', 'src/local'])
      assert.equal(ignored(path), false, path);
  });

  // MatthewZMD in Aider-AI/aider#479: repositories in a repository.
  it('are named inside of a repository in a repository by its own rules, and the user’s', () => {
    const files = [
      { folder: '', text: '*.log\n/vendor/closed\n' },
      { folder: 'vendor/open', text: '*.o\n' },
      { folder: '', text: '/mine\n', source: 'user' },
    ] as const;
    const ignored = createIgnored(files, {}, '', ['vendor/open', 'vendor/closed']);
    for (const path of [
      'a.log',
      'vendor/open/a.o',
      'vendor/closed/a.ts',
      'vendor/open/mine',
      'mine',
    ])
      assert.equal(ignored(path), true, path);
    for (const path of ['vendor/open/a.log', 'a.o', 'vendor/mine', 'vendor/open/'])
      assert.equal(ignored(path), false, path);
  });

  it('are not guessed at where a path is none', () => {
    const ignored = createIgnored([{ folder: '', text: '*\n' }]);
    for (const path of ['', '/etc', '../x', 'a/../b']) assert.equal(ignored(path), false, path);
    // arcobaleno64/agy-plugin-cc#42: a name may begin with two dots.
    assert.equal(ignored('..env'), true);
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
