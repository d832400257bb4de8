/**
 * The core's log in a VS Code output channel: `Laplas` in the Output view, with the log level set
 * there.
 */
import type { LogOutputChannel } from 'vscode';
import type { Log } from '../../core/base/ports.ts';

/** Only sizes, IDs, statuses and timings are logged, see the Log port. */
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
