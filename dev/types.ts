/** Type-checks each floor with its own libraries: `npm run check:types`. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
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
    spawnSync(process.execPath, [tsc, '-p', floor, '--pretty', 'false'], { stdio: 'inherit' })
      .status !== 0,
);
if (failed.length > 0) {
  console.error(`types: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`types: ${floors.length} floors, no error`);
}
