/**
 * Runs the end-to-end tests in a real window: `npm run test:e2e`. Options are passed to Mocha: `--
 * --grep TEXT`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureVsCode } from './vscode/install/install.ts';
import { root } from './vscode/paths.ts';

await ensureVsCode();
const node = (...args: string[]) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const options = ['--config', join('test/e2e/.mocharc.json'), ...process.argv.slice(2)];
process.exitCode = node('esbuild.js') || node('node_modules/mocha/bin/mocha.js', ...options);
