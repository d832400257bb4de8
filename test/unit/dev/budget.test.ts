import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { loadedBy } from '../../../dev/bench/package.ts';

/** Some 12 % above what each was when it was last looked at: who passes one looks for what came in before the limit is raised. */
const limits = { activation: 20_500, host: 440_000, panel: 368_000, panelAndLater: 453_000 };

describe('the size of what is built for users', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-budget-'));
  before(() => {
    execFileSync(process.execPath, ['esbuild.js', '--production', '--outdir', folder]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const isUnder = (limit: number, names: readonly string[]): void => {
    const size = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    assert.ok(size < limit, `${size} bytes, and not ${limit}: ${names.join(', ')}`);
  };
  const built = (isOfPanel: boolean) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .filter((name) => name.startsWith('webview') === isOfPanel);

  it('is within its budget for what activation loads', () => {
    isUnder(limits.activation, loadedBy(folder, 'extension.node.js'));
  });

  it('is within its budget for all of the host', () => isUnder(limits.host, built(false)));

  it('is within its budget for what the panel begins with', () => {
    isUnder(limits.panel, ['webview.js']);
  });

  it('is within its budget for the panel with what it loads on use', () => {
    isUnder(limits.panelAndLater, built(true));
  });
});

describe('activation', () => {
  it('loads nothing of the panel, of the history and of rewriting', async () => {
    const loaded = await loadedByActivation();
    assert.ok(loaded.includes('src/host/activate.ts'), loaded.join('\n'));
    const early = loaded.filter(
      (path) =>
        /^src\/(?:core\/(?:chat|diff|history|prompts|review|rewrite)|host\/(?:chat|history|review|rewrite)|webview)\//.test(
          path,
        ) && path !== 'src/host/review/storedReviewsFlag.ts',
    );
    assert.deepEqual(early, []);
  });
});

/** The sources of the entry's file and of those that it imports at once, cut as the build cuts them. */
async function loadedByActivation(): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: ['src/extension.node.ts'],
    outdir: 'out',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    external: ['vscode'],
    mainFields: ['module', 'main'],
  });
  const outputs = new Set(['out/extension.node.js']);
  // What is added on the way is walked too.
  for (const output of outputs) {
    for (const { path, kind } of metafile.outputs[output]?.imports ?? []) {
      if (kind === 'import-statement') outputs.add(path);
    }
  }
  return [...outputs].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
}
