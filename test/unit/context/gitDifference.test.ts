import assert from 'node:assert/strict';
import { createIgnored, type IgnoreFile } from '../../../src/core/context/ignore.ts';
import { choices, forSeeds, rounds, type Choices } from '../random.ts';
import { createRepository } from './gitRepository.ts';

const names = [
  ...['a', 'b', 'ab', 'foo', 'bar', 'build', 'Debug', 'debug', 'foo.log', 'a.txt', 'README.txt'],
  ...['.env', '#x', '!y', 'x ', 'a b', 'a]b', '[a]', 'a*', 'é', 'aé', '日本', 'a-b', 'x\\y'],
];
const pieces = [
  ...names.map((name) => name.replace(/[\\*[\]]/g, '\\$&')),
  ...['*', '?', '**', '*.log', '*.txt', '[ab]', '[!a]', '[^a]', '[a-f]*', '[]a]*', '[[:alpha:]]'],
  ...[
    '[[:upper:]]*',
    'a?',
    '??',
    '???',
    '?',
    'fo*o',
    '*o*',
    '\\#x',
    '\\!y',
    'x\\ ',
    '[',
    'a[',
    '\\',
  ],
  ...['[a-]b', '[\\]]', '[[:nope:]]', 'a**b', '***', 'D*', 'd[e-f]bug', '\\a', '[!é]', 'é?'],
];

function pattern(choose: Choices): string {
  const parts = Array.from({ length: 1 + choose.below(3) }, () => choose.of(pieces));
  const slash = (): string => (choose.chance(0.2) ? '/' : '');
  const text = `${slash()}${parts.join('/')}${slash()}`;
  return `${choose.chance(0.3) ? '!' : ''}${text}${choose.of(['', '', '', ' ', '  ', '\t', '\r'])}`;
}

function rules(choose: Choices): string {
  const lines = Array.from({ length: 1 + choose.below(5) }, () => pattern(choose));
  return `${choose.of(['', '', '\uFEFF', '# a note\n\n'])}${lines.join('\n')}${choose.of(['', '\n'])}`;
}

/** Files below up to three folders, and these folders. */
function tree(choose: Choices, isSame: (a: string, b: string) => boolean): readonly string[] {
  const paths = new Set<string>();
  const canonical = (name: string, folder: string): string => {
    for (const path of paths) {
      const rest = path.startsWith(folder) ? path.slice(folder.length) : '';
      const [other = ''] = rest.split('/');
      if (other !== '' && isSame(other, name)) return rest.includes('/') ? `${other}/` : other;
    }
    return name;
  };
  for (let file = 0; file < 25; file++) {
    let folder = '';
    for (let depth = choose.below(4); depth > 0; depth--) {
      const name = canonical(choose.of(names), folder).replace(/\/$/, '');
      if (paths.has(folder + name)) break;
      folder += `${name}/`;
      paths.add(folder);
    }
    const name = canonical(choose.of(names), folder);
    if (!name.endsWith('/')) paths.add(folder + name);
  }
  return [...paths];
}

describe('what git ignores', () => {
  for (const ignoreCase of [false, true]) {
    it(`is ignored here, and nothing else: random trees and patterns, core.ignorecase ${ignoreCase}`, function () {
      this.timeout(120_000);
      let compared = 0;
      let named = 0;
      forSeeds(rounds(15, 1_000), (seed) => {
        const choose = choices(seed);
        const repository = createRepository(ignoreCase);
        try {
          const same = (a: string, b: string): boolean =>
            ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
          const paths = tree(choose, same);
          for (const path of paths) if (!path.endsWith('/')) repository.write(path);
          const there = paths.filter(
            (path) =>
              !path.endsWith('/') ||
              paths.some(
                (other) => other !== path && other.startsWith(path) && !other.endsWith('/'),
              ),
          );
          const folders = there.filter((path) => path.endsWith('/'));
          const files: IgnoreFile[] = [{ folder: '', text: rules(choose), ignoreCase }];
          if (folders.length > 0 && choose.chance(0.7))
            files.push({
              folder: choose.of(folders).slice(0, -1),
              text: rules(choose),
              ignoreCase,
            });
          if (choose.chance(0.4))
            files.push({ folder: '', text: rules(choose), ignoreCase, source: 'info' });
          if (choose.chance(0.4))
            files.push({ folder: '', text: rules(choose), ignoreCase, source: 'user' });
          repository.rules(files);
          const byGit = repository.ignored(there);
          const ignored = createIgnored(files);
          for (const path of there)
            assert.equal(
              ignored(path),
              byGit.has(path),
              `${JSON.stringify(path)}: git says ${byGit.has(path)}\n${JSON.stringify(files, null, 1)}`,
            );
          compared += there.length;
          named += byGit.size;
        } finally {
          repository.dispose();
        }
      });
      assert.ok(named > compared / 10 && named < (compared * 9) / 10, `${named} of ${compared}`);
    });
  }
});
