/**
 * Measures the heap after garbage collection: of the page through its debugger, of the extension
 * host through a helper extension.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { runCommand } from '../vscode/drive.ts';
import { until } from '../vscode/until.ts';

/** Bytes used by scripts, nodes and buffers of the page and the window around it. */
export async function pageHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // Objects freed by the first collection can hold others that only the second one frees.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } =
    await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

const command = 'Bench: Write Heap';
const result = 'heap.json';

/**
 * Creates an extension whose command writes the heap size of its extension host to a file.
 * @returns the extension's folder
 */
export async function heapExtension(parent: string): Promise<string> {
  const folder = join(parent, 'heap');
  await mkdir(folder);
  const manifest = {
    name: 'heap',
    publisher: 'bench',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    contributes: { commands: [{ command: 'bench.heap', title: command }] },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const code = `const { renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const write = () => {
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const file = join(__dirname, '${result}');
    writeFileSync(file + '.new', String(heapUsed + external));
    renameSync(file + '.new', file);
  };
  subscriptions.push(vscode.commands.registerCommand('bench.heap', write));
};
`;
  await writeFile(join(folder, 'main.js'), code);
  return folder;
}

/**
 * Bytes used by scripts of the extension host, including VS Code's built-in extensions.
 * @param folder the folder returned by `heapExtension`
 */
export async function hostHeap(page: Page, folder: string): Promise<number> {
  const file = join(folder, result);
  rmSync(file, { force: true });
  await runCommand(page, command);
  await until(() => Promise.resolve(existsSync(file) || undefined), 'the heap of the host');
  return Number(readFileSync(file, 'utf8'));
}
