/**
 * Measures the secret scanner: `node --import tsx dev/secrets.ts [--list]`. Reports how many known
 * forms of secrets it finds, and in how many files of `node_modules`, which contain no secrets, it
 * reports one. `--list` names each miss and each false alarm.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findSecrets } from '../src/core/context/secretScanner.ts';
import { secretForms } from '../test/unit/context/secretForms.ts';
import { root } from './vscode/paths.ts';

/** Maximum size in bytes of a file that host/context/readFile.ts attaches. */
const largest = 4_000_000;
const leastRecall = 0.9;
const mostFalse = 0.002;
const isListed = process.argv.includes('--list');

const missed = secretForms.filter(({ text }) => findSecrets(text).length === 0);
const recall = 1 - missed.length / secretForms.length;
const modules = join(root, 'node_modules');
let files = 0;
const alarms: string[] = [];
for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  if (bytes.length > largest || bytes.includes(0)) continue;
  files += 1;
  const text = bytes.toString('utf8');
  const [first] = findSecrets(text);
  if (first === undefined) continue;
  const line = text.split('\n')[first.line]?.trim().slice(0, 120) ?? '';
  alarms.push(`${relative(modules, path)}:${first.line + 1} ${first.what}: ${line}`);
}
const share = alarms.length / files;
const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;
console.log(
  `found ${secretForms.length - missed.length} of ${secretForms.length} forms (${percent(recall)}, at least ${percent(leastRecall)})`,
);
console.log(
  `false alarms in ${alarms.length} of ${files} files (${percent(share)}, at most ${percent(mostFalse)})`,
);
if (isListed) {
  for (const { name } of missed) console.log(`missed: ${name}`);
  for (const alarm of alarms) console.log(`false alarm: ${alarm}`);
}
process.exitCode = recall >= leastRecall && share <= mostFalse ? 0 : 1;
