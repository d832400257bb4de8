/** The Node that VS Code's server runs on. */
import { unpackPackage } from './npm.ts';
import { node } from './pins.ts';

/** VS Code's server needs `registerHooks` of `node:module` (22.15), and our preload needs types stripped unasked (22.18). */
export function ownNodeServes(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** @throws Error on a platform that has no pinned Node. */
export async function installNode(into: string): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('VS Code’s server needs Node 22.18 or newer here: install it and try again');
  }
  await unpackPackage(node, { into, strip: 1, only: 'package/bin/node' });
}
