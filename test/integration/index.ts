/**
 * Runs inside the extension host: all `*.test.ts` of this folder, bundled into the folder of this
 * file.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @throws Error if a test failed, or if there was no test to run */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const grep = process.env['LAPLAS_TESTS_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    forbidOnly: true,
    forbidPending: true,
    ...(grep === undefined ? {} : { grep }),
  });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  await mocha.loadFilesAsync();
  const { failures, tests } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats ?? noStats));
  });
  if (failures > 0) throw new Error(`${failures} integration tests failed`);
  if (tests === 0) throw new Error('no integration test ran');
}

const noStats: Mocha.Stats = { suites: 0, tests: 0, passes: 0, pending: 0, failures: 0 };
