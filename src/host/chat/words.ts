/** What the panel is told of a turn and of an operation that did nothing. */
import type { Refusal } from '../../core/chat/session.ts';
import type { TurnNews } from '../../core/chat/turn.ts';
import { errorText } from '../../shared/errorText.ts';
import type { TurnStatus } from '../../shared/protocol.ts';

export const refusals: Readonly<Record<Refusal, string>> = {
  busy: 'The answer before this one is still coming. Wait for it, or stop it first.',
  readOnly: 'This conversation can only be read here: see the note above it.',
  gone: 'This conversation or message is not there any more.',
};

export function status(news: TurnNews): TurnStatus {
  switch (news.type) {
    case 'phase':
      return { phase: news.phase };
    case 'stillWaiting':
      return { phase: 'stillWaiting', elapsedMs: news.elapsedMs };
    case 'retrying':
      return {
        phase: 'retrying',
        attempt: news.attempt,
        delayMs: news.delayMs,
        cause: errorText(news.error).cause,
      };
  }
}
