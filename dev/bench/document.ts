/** The figures as a page of the documentation: `npm run bench -- --markdown docs/performance.md`. */
import { cpus, totalmem } from 'node:os';
import type { BenchResult } from './table.ts';

/** @param rounds How often each way was measured. */
export function asMarkdown(
  results: Readonly<Record<string, BenchResult>>,
  rounds: number,
  now: Date,
): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  const sections = Object.entries(results).map(([name, result]) => section(name, result));
  return [
    '# Performance',
    '',
    'Made by `npm run bench -- --markdown docs/performance.md`. Read the ratios: each comes from one run, in which the ways took turns. Milliseconds belong to the machine.',
    '',
    `Machine: ${machine}. Date: ${now.toISOString().slice(0, 10)}. Rounds: ${rounds}.`,
    '',
    ...sections,
  ].join('\n');
}

function section(name: string, { about, columns, rows, why }: BenchResult): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `## ${name}`,
    '',
    `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`,
    '',
    line(['', ...columns, 'goal']),
    line(Array.from({ length: columns.length + 2 }, () => '---')),
    ...rows.map(({ name: row, values, met }) =>
      line([
        row,
        ...values.map((value) => (typeof value === 'number' ? value.toFixed(2) : value)),
        met === undefined ? '' : met ? 'met' : 'missed',
      ]),
    ),
    '',
    ...(why === undefined ? [] : [why, '']),
  ].join('\n');
}
