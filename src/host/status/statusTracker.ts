/** Updates the status bar during all turns: chats, rewrites and commit messages. */
import type { ErrorDetail, ErrorKind, RunTurn } from '../../core/api/types.ts';
import { errorText } from '../../shared/errorText.ts';
import { helpFor } from './report.ts';
import type { Status, StatusBar } from './statusBar.ts';

export interface StatusTracker {
  readonly runTurn: RunTurn;
  readonly setKey: (has: boolean) => void;
  /**
   * Call when the user has changed the key or the settings. Clears the error if that may have been
   * its cause.
   */
  readonly changed: (what: 'key' | 'settings') => void;
}

const causedBy: Readonly<Record<'key' | 'settings', readonly ErrorKind[]>> = {
  key: ['noKey', 'keyOrigin', 'auth', 'forbidden'],
  settings: ['noKey', 'keyOrigin', 'insecureUrl', 'badUrl', 'badSetting', 'modelNotFound'],
};

/**
 * Errors that the next request would get too. All others concern one response and are fully
 * reported with it.
 */
const lasting: ReadonlySet<ErrorKind> = new Set([
  'noKey',
  'keyOrigin',
  'insecureUrl',
  'badUrl',
  'badSetting',
  'auth',
  'forbidden',
  'balance',
  'modelNotFound',
  'redirect',
  'network',
]);

/**
 * Shows a lasting error until a turn ends without one (a stopped turn doesn't count), or until its
 * possible cause has changed.
 */
export function createStatusTracker(runTurn: RunTurn, bar: Pick<StatusBar, 'show'>): StatusTracker {
  let running = 0;
  let hasKey = true;
  let error: ErrorDetail | undefined;

  function status(): Status {
    if (running > 0) return { kind: 'busy' };
    if (!hasKey || error?.kind === 'noKey') return { kind: 'noKey' };
    if (error === undefined) return { kind: 'ready' };
    const help = helpFor(error) ?? { title: 'Open Chat', command: 'laplas.openChat' };
    return { kind: 'error', cause: errorText(error).cause, help };
  }

  return {
    async runTurn(request, options) {
      running++;
      bar.show(status());
      try {
        const result = await runTurn(request, options);
        const { outcome } = result;
        if (outcome.kind !== 'stopped') {
          const next = 'error' in outcome ? outcome.error : undefined;
          error = next !== undefined && lasting.has(next.kind) ? next : undefined;
        }
        return result;
      } finally {
        running--;
        bar.show(status());
      }
    },
    changed(what) {
      if (error === undefined || !causedBy[what].includes(error.kind)) return;
      error = undefined;
      bar.show(status());
    },
    setKey(has) {
      if (has !== hasKey || error?.kind === 'noKey') error = undefined;
      hasKey = has;
      bar.show(status());
    },
  };
}
