/**
 * Runs all checks that a change must pass: `npm test`. The last line reports how many passed and
 * failed.
 */
import { parts, type Part } from './check/parts.ts';
import { runPart } from './check/run.ts';

/** Number of parts that run at a time. `npm test` must be fast on a machine with two processors. */
const width = 2;

let passed = 0;
let failed = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}
const waiting = [...parts];
const work = async () => {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await report(part);
};
await Promise.all(Array.from({ length: width }, work));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function report(part: Part): Promise<void> {
  const result = await runPart(part);
  passed += result.passed;
  failed += result.failed;
  const sound = result.failed === 0;
  const tests = part.counts === 'tests' ? `${result.passed} passed, ${result.failed} failed` : '';
  const time = `${result.seconds.toFixed(1)} s`;
  console.log(`${sound ? '✔' : '✖'} ${part.name.padEnd(12)} ${time.padStart(8)}  ${tests}`);
  if (!sound) console.log(result.output);
}
