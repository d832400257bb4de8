/**
 * Runs inside the extension host in place of the tests' own entry. It appends the tests' output to
 * a file immediately, so that it is complete and in order even if the host crashes. Then it runs
 * the entry and reports its result.
 */
import { appendFileSync } from 'node:fs';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Report } from './report.ts';

export async function run(): Promise<void> {
  const file = required('LAPLAS_TESTS_REPORT');
  const report = (line: Report) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  captureOutput(report);
  try {
    const entry: unknown = await import(pathToFileURL(required('LAPLAS_TESTS_ENTRY')).href);
    await runOf(entry)();
    report({ kind: 'verdict', passed: true });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    report({ kind: 'output', stream: 'stderr', text: `${text}\n` });
    report({ kind: 'verdict', passed: false });
    throw error;
  }
}

/** VS Code makes the methods of `console` read-only, so the whole object is replaced. */
function captureOutput(report: (line: Report) => void): void {
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        report({ kind: 'output', stream: name, text: chunk.toString() });
        done();
      },
    });
  const [stdout, stderr] = [stream('stdout'), stream('stderr')];
  globalThis.console = new Console({ stdout, stderr });
  process.stdout.write = stdout.write.bind(stdout);
  process.stderr.write = stderr.write.bind(stderr);
}

/** The entry's `run`, which can be on the default export of a CommonJS module. */
function runOf(entry: unknown): () => unknown {
  for (const candidate of [entry, Reflect.get(Object(entry), 'default')]) {
    const run: unknown = Reflect.get(Object(candidate), 'run');
    if (typeof run === 'function') return () => Reflect.apply(run, undefined, []) as unknown;
  }
  throw new Error('the entry of the tests exports no run()');
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
