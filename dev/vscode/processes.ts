/** Processes that are started in a group of their own, so that whatever they start goes with them. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

/** How long a group has to leave by itself, in milliseconds, before it is killed. */
const grace = 3000;

/** Starts a program as the head of a process group that dies with this process, however this process ends normally. */
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

/** Ends the group, gently first; nothing of it runs when the promise is kept. */
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
    // The group is gone already.
  }
}
