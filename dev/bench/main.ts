/** `npm run bench`: every section, or those named (`npm run bench -- decode faults`). `--json FILE` writes the figures, `--markdown FILE` a page of them. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { asMarkdown } from './document.ts';
import { printTable, type BenchOptions, type BenchResult } from './table.ts';

/** One file for each section beside this one, each with `export async function run(options: BenchOptions): Promise<BenchResult>`. */
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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    markdown: { type: 'string' },
    rounds: { type: 'string', default: '7' },
  },
});
const rounds = Number(values.rounds);
const names = positionals.length === 0 ? Object.keys(sections) : positionals;
const unknown = names.filter((name) => !(name in sections));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    `usage: npm run bench -- [${Object.keys(sections).join('|')}] [--rounds N] [--json FILE] [--markdown FILE]`,
  );
  process.exit(2);
}

const results: Record<string, BenchResult> = {};
for (const name of names) {
  const load = sections[name];
  if (load === undefined) continue;
  const { run } = await load();
  try {
    const result = await run({ rounds });
    results[name] = result;
    printTable(name, result);
  } catch (error) {
    // The other sections are worth their time all the same.
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}
if (values.json !== undefined) {
  writeFileSync(
    values.json,
    `${JSON.stringify({ date: new Date().toISOString(), results }, null, 2)}\n`,
  );
}
if (values.markdown !== undefined) {
  const page = asMarkdown(results, rounds, new Date());
  const style = await resolveConfig(values.markdown);
  writeFileSync(values.markdown, await format(page, { ...style, parser: 'markdown' }));
}
if (Object.values(results).some((result) => result.rows.some((row) => row.met === false))) {
  process.exitCode = 1;
}
