/**
 * Starts processes in their own group, so that ending them also ends every process that they start.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

/** Time for a group to exit after SIGTERM, in milliseconds, before it is killed. */
const grace = 3000;

/**
 * Starts a program as the leader of a process group. The group is killed on this process's `exit`
 * event.
 */
export function startGroup(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcessWithoutNullStreams {
  const child = spawn(command, args, { env, detached: process.platform !== 'win32' });
  const kill = () => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.removeListener('exit', kill));
  return child;
}

/**
 * Ends the group, first with SIGTERM. When the promise resolves, none of its processes is running.
 */
export async function endGroup(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (isRunning(child)) {
    const gone = once(child, 'exit');
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
    await gone;
    clearTimeout(timer);
  }
  signalGroup(child, 'SIGKILL');
}

function isRunning(child: ChildProcessWithoutNullStreams): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function signalGroup(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // The group no longer exists.
  }
}
