/**
 * Formats the results as a page of the documentation: `npm run bench -- --markdown
 * docs/performance.md`.
 */
import type { BenchRun } from './compare.ts';
import { aboutSpread, cellsOf, whyMissed, type BenchResult } from './table.ts';

export function asMarkdown({ machine, date, rounds, results }: BenchRun): string {
  return [
    '# Performance',
    '',
    `Made by \`npm run bench -- --markdown docs/performance.md\`. Read the ratios: milliseconds belong to the machine. ${aboutSpread}`,
    '',
    `Machine: ${machine}. Date: ${date.slice(0, 10)}. Rounds: ${rounds}.`,
    '',
    ...Object.entries(results).map(([name, result]) => section(name, result)),
  ].join('\n');
}

function section(name: string, result: BenchResult): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [header = [], ...rows] = cellsOf(result);
  const why = whyMissed(result);
  const { about } = result;
  return [
    `## ${name}`,
    '',
    `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`,
    '',
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
    ...(why === undefined ? [] : [why, '']),
  ].join('\n');
}
