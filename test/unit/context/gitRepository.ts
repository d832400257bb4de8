/** Repositories on disk, to ask the real git which of their files it ignores. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { IgnoreFile } from '../../../src/core/context/ignore.ts';

export interface TestRepository {
  readonly root: string;
  write(path: string, text?: string): void;
  /** Files of patterns, at their places in the repository. */
  rules(files: readonly IgnoreFile[]): void;
  /** Which of these paths git ignores; the path of a folder ends in `/`. */
  ignored(paths: readonly string[]): ReadonlySet<string>;
  git(...args: readonly string[]): string;
  dispose(): void;
}

/** Nothing of this computer's own settings counts. */
const environment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

export function createRepository(ignoreCase = false): TestRepository {
  const root = mkdtempSync(join(tmpdir(), 'laplas-git-'));
  const run = (args: readonly string[], input = ''): string => {
    try {
      return execFileSync('git', ['-C', root, ...args], {
        input,
        env: environment,
        stdio: ['pipe', 'pipe', 'pipe'],
      }).toString();
    } catch (error) {
      // check-ignore ends with 1 where no path is ignored.
      if (error instanceof Error && 'status' in error && error.status === 1) return '';
      throw error;
    }
  };
  run(['init', '--quiet']);
  run(['config', 'core.ignorecase', String(ignoreCase)]);
  run(['config', 'core.excludesFile', join(root, '.git/user-excludes')]);
  const write = (path: string, text = ''): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return {
    root,
    write,
    rules(files) {
      for (const { folder, text, source } of files) {
        if (source === undefined) write(join(folder, '.gitignore'), text);
        else write(source === 'info' ? '.git/info/exclude' : '.git/user-excludes', text);
      }
    },
    ignored(paths) {
      const asked = paths.map((path) => path.replace(/\/$/, ''));
      const found = run(['check-ignore', '--no-index', '-z', '--stdin'], asked.join('\0'));
      const names = found.split('\0').filter((name) => name !== '');
      return new Set(
        names.map((name) => (statSync(join(root, name)).isDirectory() ? `${name}/` : name)),
      );
    },
    git: (...args) => run(args),
    dispose() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
