import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadedBy } from '../../../dev/bench/package.ts';

describe('the size of what is built for users', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-budget-'));
  before(() => {
    execFileSync(process.execPath, ['esbuild.js', '--production', '--outdir', folder]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is under 120 KB for what activation loads', () => {
    const loaded = loadedBy(folder, 'extension.node.js');
    const size = loaded.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    assert.ok(size < 120_000, `${size} bytes: ${loaded.join(', ')}`);
  });

  it('is under 400 KB for what the panel begins with', () => {
    const { size } = statSync(join(folder, 'webview.js'));
    assert.ok(size < 400_000, `${size} bytes`);
  });
});
