/** Real source files to test with: those of node_modules, chosen by seed. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Choices } from '../random.ts';

export interface RealFile {
  readonly path: string;
  /** VS Code's language id. */
  readonly language: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '../../../node_modules');

const languages: Readonly<Record<string, string>> = {
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.json': 'json',
  '.css': 'css',
  '.md': 'markdown',
  '.py': 'python',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.sh': 'shellscript',
  '.html': 'html',
};

/** Half of all files are JavaScript: the rarer languages get their share by a choice of the language first. */
const wanted = [
  '.ts',
  '.ts',
  '.mts',
  '.js',
  '.js',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '.css',
  '.md',
  '.py',
  '.yml',
  '.sh',
];

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** A file of 20 to 2,000 lines that a person could have written: no bundle, no minified code. */
export function realFile(random: Choices): RealFile {
  known ??= byExtension();
  for (;;) {
    const paths = known.get(random.of(wanted)) ?? [];
    if (paths.length === 0) continue;
    const path = random.of(paths);
    const text = readFileSync(join(root, path), 'utf8');
    const lines = text.split(/\r\n|\r|\n/);
    if (lines.length < 20 || lines.length > 2000 || text.length / lines.length > 90) continue;
    return { path, language: languages[extname(path)] ?? 'plaintext', text };
  }
}

function byExtension(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const walk = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Caches and links change from one machine to the next.
      if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
      if (entry.isDirectory()) walk(path);
      else if (extname(path) in languages) {
        const extension = extname(path);
        const paths = found.get(extension);
        if (paths === undefined) found.set(extension, [path]);
        else paths.push(path);
      }
    }
  };
  walk('');
  return found;
}
