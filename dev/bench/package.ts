/** Measures the size of the package and of each bundle, and counts the runtime dependencies. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { packageLaplas } from '../vscode/vsix.ts';
import type { BenchOptions, BenchResult } from './table.ts';

/** In KB of 1,000 bytes, from performance.md of the design. */
const goals = { vsix: 400, host: 120, panel: 400 };

export async function run({ say }: BenchOptions): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-size-'));
  try {
    say('packages Laplas');
    const { size, contents } = await packageLaplas(folder);
    say('builds what users get');
    const dist = join(folder, 'dist');
    execFileSync(process.execPath, ['esbuild.js', '--production', '--outdir', dist], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const files = readdirSync(dist).filter((name) => name.endsWith('.js'));
    const sizeOf = (name: string): number => statSync(join(dist, name)).size / 1000;
    const panel = files.filter((name) => name.startsWith('webview'));
    const host = files.filter((name) => !name.startsWith('webview'));
    const sum = (names: readonly string[]): number =>
      names.reduce((total, name) => total + sizeOf(name), 0);
    const started = sum(loadedBy(dist, 'extension.node.js'));
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly dependencies: object;
    };
    return {
      about: 'bytes of what users get, minified, in KB of 1,000 bytes',
      columns: [{ name: 'KB', digits: 2 }, { name: 'files' }],
      rows: [
        {
          name: 'package (.vsix)',
          values: [size / 1000, contents.length],
          met: size / 1000 < goals.vsix,
        },
        { name: 'host, loaded by activation', values: [started, null], met: started < goals.host },
        { name: 'host, all of its chunks', values: [sum(host), host.length] },
        {
          name: 'panel, loaded when it opens',
          values: [sizeOf('webview.js'), null],
          met: sizeOf('webview.js') < goals.panel,
        },
        { name: 'panel, with what it loads on use', values: [sum(panel), panel.length] },
        {
          name: 'libraries at run time, all bundled',
          values: [null, Object.keys(manifest.dependencies).length],
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A file of the build with everything that it requires at load time, without what it imports later.
 */
export function loadedBy(
  folder: string,
  name: string,
  loaded = new Set<string>(),
): readonly string[] {
  if (loaded.has(name)) return [...loaded];
  loaded.add(name);
  const code = readFileSync(join(folder, name), 'utf8');
  for (const [, required = ''] of code.matchAll(/require\("\.\/([\w.-]+)"\)/g)) {
    loadedBy(folder, required, loaded);
  }
  return [...loaded];
}
