/** The process that a window's extensions run in. */
import type { Workbench } from './workbench.ts';

/** Its process id, as VS Code's server has it: that of the last one that it began. @throws Error where none was begun. */
export async function extensionHostOf({ tail }: Pick<Workbench, 'tail'>): Promise<number> {
  const begun = [...(await tail()).matchAll(/<(\d+)> Launched Extension Host/g)];
  const pid = begun.at(-1)?.[1];
  if (pid === undefined) throw new Error('there is no extension host');
  return Number(pid);
}
