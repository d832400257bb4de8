/**
 * Runs inside an extension host: activates the extensions listed in LAPLAS_BENCH_ACTIVATE one by
 * one and writes the cost of each.
 */
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';

export interface Activation {
  readonly id: string;
  /** CPU time of the extension host from the call to the end of the activation, in milliseconds. */
  readonly cpu: number;
  /** Elapsed time, in milliseconds. */
  readonly elapsed: number;
}

export async function run(): Promise<void> {
  const { order, result } = JSON.parse(process.env['LAPLAS_BENCH_ACTIVATE'] ?? '{}') as {
    readonly order: readonly string[];
    readonly result: string;
  };
  const activations: Activation[] = [];
  for (const id of order) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined) throw new Error(`${id} is not there`);
    if (extension.isActive) throw new Error(`${id} is active already`);
    await untilQuiet();
    const start = performance.now();
    const before = process.cpuUsage();
    await extension.activate();
    const { user, system } = process.cpuUsage(before);
    activations.push({
      id,
      cpu: (user + system) / 1000,
      elapsed: performance.now() - start,
    });
  }
  writeFileSync(result, JSON.stringify(activations));
}

/**
 * Waits until the host is idle. While it is still starting, its own work would count as the
 * extension's CPU time.
 */
async function untilQuiet(): Promise<void> {
  const end = performance.now() + quiet.patience;
  for (;;) {
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, quiet.within));
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < quiet.most) return;
    if (performance.now() > end) throw new Error('the extension host does not come to rest');
  }
}

/**
 * The host is idle when it uses less than `most` CPU milliseconds in `within` milliseconds. Times
 * out after `patience` milliseconds.
 */
const quiet = { most: 2, within: 200, patience: 20_000 };
