/**
 * Runs the integration suite inside an extension host: `npm run test:integration`, or with
 * `--desktop` in the desktop VS Code that `@vscode/test-electron` downloads. `-- --grep TEXT`
 * selects tests.
 */
import { runTests } from '@vscode/test-electron';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureVsCode } from './install/install.ts';
import { root } from './paths.ts';

const { values } = parseArgs({
  options: { desktop: { type: 'boolean', default: false }, grep: { type: 'string' } },
});
execFileSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
if (!values.desktop) await ensureVsCode();

const workspace = mkdtempSync(join(tmpdir(), 'laplas-workspace-'));
try {
  await runTests({
    ...(values.desktop ? {} : { vscodeExecutablePath: join(import.meta.dirname, 'tests/code.ts') }),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'out/test/integration/index.js'),
    launchArgs: [workspace],
    extensionTestsEnv: { LAPLAS_TESTS_GREP: values.grep, LAPLAS_API_KEY: undefined },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
