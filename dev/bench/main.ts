/**
 * `npm run bench` runs all sections or the named ones (`npm run bench -- decode faults`). `--json
 * FILE` writes the results, `--markdown FILE` writes them as a page, and `--compare A.json B.json`
 * checks whether two runs agree.
 */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { compareRuns, type BenchRun } from './compare.ts';
import { asMarkdown } from './document.ts';
import { createProgress } from './progress.ts';
import { aboutSpread, printTable, type BenchOptions, type BenchResult } from './table.ts';

/**
 * Each section is a file in this folder that exports `async function run(options: BenchOptions):
 * Promise<BenchResult>`.
 */
const sections: Readonly<Record<string, () => Promise<{ run: Section }>>> = {
  activate: () => import('./activate.ts'),
  decode: () => import('./decode.ts'),
  history: () => import('./history.ts'),
  'first-paint': () => import('./firstPaint.ts'),
  typing: () => import('./typing.ts'),
  memory: () => import('./memory.ts'),
  paint: () => import('./paint.ts'),
  faults: () => import('./faults.ts'),
  diff: () => import('./diff.ts'),
  package: () => import('./package.ts'),
};

type Section = (options: BenchOptions) => Promise<BenchResult>;

/** Minimum number of rounds for `--markdown`. Fewer rounds are too imprecise for a page. */
const roundsOfPage = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    compare: { type: 'boolean', default: false },
    json: { type: 'string' },
    markdown: { type: 'string' },
    rounds: { type: 'string', default: '7' },
  },
});

if (values.compare) {
  const [a, b, ...more] = positionals;
  if (a === undefined || b === undefined || more.length > 0) refuse('--compare takes two files');
  else if (!compareRuns(a, b)) process.exitCode = 1;
} else {
  await runSections();
}

async function runSections(): Promise<void> {
  const rounds = Number(values.rounds);
  const unknown = positionals.filter((name) => !(name in sections));
  if (unknown.length > 0) refuse(`no section is called ${unknown.join(' or ')}`);
  if (!Number.isInteger(rounds) || rounds < 1) refuse('--rounds takes a number above 0');
  if (values.markdown !== undefined && (positionals.length > 0 || rounds < roundsOfPage))
    refuse(`a page is made of all sections, each with ${roundsOfPage} rounds or more`);

  const names = positionals.length === 0 ? Object.keys(sections) : positionals;
  const progress = createProgress(process.stderr);
  const results: Record<string, BenchResult> = {};
  for (const name of names) {
    const load = sections[name];
    if (load === undefined) continue;
    const say = (what: string) => progress.say(`${name}: ${what}`);
    try {
      say('begins');
      const { run } = await load();
      const result = await run({ rounds, say });
      results[name] = result;
      progress.clear();
      printTable(name, result);
    } catch (error) {
      // A failed section doesn't stop the others.
      progress.clear();
      console.error(`${name} failed:`, error);
      process.exitCode = 1;
    }
  }
  console.log(`\n${aboutSpread}`);
  await write({ machine: machine(), date: new Date().toISOString(), rounds, results }, names);
  if (Object.values(results).some((result) => result.rows.some((row) => row.met === false))) {
    process.exitCode = 1;
  }
}

async function write(run: BenchRun, names: readonly string[]): Promise<void> {
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`);
  if (values.markdown === undefined) return;
  const failed = names.filter((name) => run.results[name] === undefined);
  if (failed.length > 0) {
    console.error(`${values.markdown} is left as it is, since it would lack ${failed.join(', ')}`);
    return;
  }
  const style = await resolveConfig(values.markdown);
  writeFileSync(values.markdown, await format(asMarkdown(run), { ...style, parser: 'markdown' }));
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

function refuse(reason: string): never {
  console.error(
    `${reason}\nusage: npm run bench -- [${Object.keys(sections).join('|')}]... [--rounds N] [--json FILE] [--markdown FILE]\n       npm run bench -- --compare A.json B.json`,
  );
  process.exit(2);
}
