/** The log that the core writes to, as VS Code's own: `Laplas` in the Output view, with the level that the user chose there. */
import type { LogOutputChannel } from 'vscode';
import type { Log } from '../../core/base/ports.ts';

/** Sizes, ids, statuses and timings alone are written: see the Log port. */
export function createLog(channel: LogOutputChannel): Log {
  return {
    debug: (message) => {
      channel.debug(message);
    },
    info: (message) => {
      channel.info(message);
    },
    warn: (message) => {
      channel.warn(message);
    },
    error: (message) => {
      channel.error(message);
    },
  };
}
