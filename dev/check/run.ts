/** Runs one part of `npm test` and counts its results. */
import { startGroup, endGroup } from '../vscode/processes.ts';
import type { Part } from './parts.ts';

export interface Result {
  readonly passed: number;
  readonly failed: number;
  /** The printed output. For tests that ran to the end, only the summary and the failures. */
  readonly output: string;
  readonly seconds: number;
}

export async function runPart(part: Part): Promise<Result> {
  const started = performance.now();
  const child = startGroup(process.execPath, part.command, environment);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  child.stdin.end();
  const timer = setTimeout(() => {
    output += `\n${part.name} was not done after ${part.limit} minutes\n`;
    void endGroup(child);
  }, part.limit * 60_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const seconds = (performance.now() - started) / 1000;
  return { ...count(part, code, output), output: failuresIn(output), seconds };
}

/** A key in the environment must not let a test send requests to the real API. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  LAPLAS_API_KEY: undefined,
  LAPLAS_BASE_URL: undefined,
};

function failuresIn(output: string): string {
  const summary = /^\s*\d+ passing\b[^]*^\s*\d+ failing\b/m.exec(output);
  return summary === null ? output : output.slice(summary.index);
}

/** A part that failed, or in which no test ran, counts at least one failure. */
function count(part: Part, code: number | null, output: string) {
  if (part.counts === 'whole')
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const number = (word: string) =>
    Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);
  const [passed, failed] = [number('passing'), number('failing')];
  const sound = code === 0 && passed > 0;
  return { passed, failed: sound ? failed : Math.max(failed, 1) };
}
