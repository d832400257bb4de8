#!/usr/bin/env -S node --import tsx
/**
 * Takes the place of VS Code's binary for `@vscode/test-electron`: accepts the same flags, runs the
 * tests in a real extension host, prints their output, and exits with 0 only if the tests reported
 * that they passed.
 */
import { parseCodeArguments } from './arguments.ts';
import { runTestsInside } from './run.ts';

const { tests, ...rest } = parseCodeArguments(process.argv.slice(2));
if (tests === undefined || rest.extensions.length === 0) {
  console.error('a test run needs --extensionDevelopmentPath and --extensionTestsPath');
  process.exit(64);
}
const cancelled = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
});
const silenceLimit = Number(process.env['LAPLAS_TESTS_SILENCE'] ?? 90_000);
const { code, gaveUp } = await runTestsInside({ ...rest, tests, silenceLimit, cancelled });
if (gaveUp !== undefined) console.error(gaveUp);
process.exitCode = code;
