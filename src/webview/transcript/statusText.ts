/** Describes the status of a pending response. */
import type { AnswerStatus } from '../../shared/protocol.ts';

/** The text `passedMs` after the status was received. */
export function statusText(status: AnswerStatus, passedMs: number): string {
  switch (status.phase) {
    case 'connecting':
      return 'Connecting…';
    case 'waiting':
      return 'Waiting for response…';
    case 'streaming':
      return 'Writing…';
    case 'stillWaiting':
      return `Still waiting, ${Math.floor((status.elapsedMs + passedMs) / 1000)} s`;
    case 'retrying': {
      const seconds = Math.max(0, Math.ceil((status.delayMs - passedMs) / 1000));
      const cause = /[.!?]$/.test(status.cause) ? status.cause : `${status.cause}.`;
      return `${cause} Retrying in ${seconds} s…`;
    }
  }
}
