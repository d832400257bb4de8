/** Finds the process in which a window's extensions run. */
import type { Workbench } from './workbench.ts';

/**
 * The process id of the last extension host that VS Code's server started.
 * @throws Error if it started none
 */
export async function extensionHostOf({ tail }: Pick<Workbench, 'tail'>): Promise<number> {
  const begun = [...(await tail()).matchAll(/<(\d+)> Launched Extension Host/g)];
  const pid = begun.at(-1)?.[1];
  if (pid === undefined) throw new Error('there is no extension host');
  return Number(pid);
}
