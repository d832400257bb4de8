/** Texts for refused operations, and a response's progress as the panel shows it. */
import type { Refusal } from '../../core/chat/session.ts';
import type { AnswerProgress } from '../../core/chat/openConversations.ts';
import { errorText } from '../../shared/errorText.ts';
import { inProgress } from '../../shared/inProgressText.ts';
import type { AnswerStatus } from '../../shared/protocol.ts';

export const refusals: Readonly<Record<Refusal, string>> = {
  busy: inProgress,
  readOnly: 'This chat is read-only here. See the note above it.',
  gone: 'This chat or message no longer exists.',
};

/** Added if another chat is open now. */
export const keptAsDraft = 'Your text is kept as a draft in its chat.';

export function status(news: AnswerProgress): AnswerStatus {
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
