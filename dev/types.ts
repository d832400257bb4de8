/** Type-checks each floor with its own libraries: `npm run check:types`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './vscode/paths.ts';

/**
 * The native compiler takes an eighth of the time. The package `typescript` is installed for
 * typescript-eslint, which needs its API.
 */
const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
const floors = [
  'src',
  'src/core',
  'src/shared',
  'src/host',
  'src/webview',
  'src/node',
  'dev',
  'test',
];

const failed = floors.filter(
  (floor) =>
    spawnSync(process.execPath, [tsc, '-p', floor, '--pretty', 'false'], {
      cwd: root,
      stdio: 'inherit',
    }).status !== 0,
);
if (failed.length > 0) {
  console.error(`types: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`types: ${floors.length} floors, no error`);
}
