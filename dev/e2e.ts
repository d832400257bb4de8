/**
 * Drives Laplas in real windows from end to end: `npm run test:e2e`. Half of the files run beside the other half, since a window mostly waits.
 * Mocha's options pass through, and run all files one after the other: `-- --grep TEXT`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureVsCode } from './vscode/install/install.ts';
import { root } from './vscode/paths.ts';

const folder = 'test/e2e';

await ensureVsCode();
const built = spawnSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: 'inherit' });
const options = process.argv.slice(2);
const runs = options.length > 0 ? [[...testFiles(), ...options]] : halves(testFiles());
const codes = built.status === 0 ? await Promise.all(runs.map(runMocha)) : [built.status ?? 1];
process.exitCode = codes.find((code) => code !== 0) ?? 0;

/** Prints what mocha printed when it has ended, so that two of them do not mix. */
async function runMocha(args: readonly string[]): Promise<number> {
  const mocha = spawn(
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', '--config', `${folder}/.mocharc.json`, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  mocha.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (runs.length === 1) process.stdout.write(text);
    else output += text;
  });
  const code = await new Promise<number | null>((resolve) => mocha.once('close', resolve));
  process.stdout.write(output);
  return code ?? 1;
}

function testFiles(): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`);
}

/** Of about the same size: the largest file first, each to the half that has less. */
function halves(files: readonly string[]): readonly (readonly string[])[] {
  const sizeOf = (file: string): number => statSync(join(root, file)).size;
  const parts = [
    { size: 0, files: new Array<string>() },
    { size: 0, files: new Array<string>() },
  ];
  for (const file of files.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    const [least] = parts.toSorted((a, b) => a.size - b.size);
    if (least === undefined) continue;
    least.files.push(file);
    least.size += sizeOf(file);
  }
  return parts.map((part) => part.files);
}
