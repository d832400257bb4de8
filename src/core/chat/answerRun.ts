/** Runs one response: from the request to the `finished` event of the message that it fills. */
import type { ChatRequest, ErrorDetail, RunTurn, TurnEvent } from '../api/types.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { RequestSnapshot, ChatEvent, Conversation, Message } from '../model/conversation.ts';
import { branch } from '../model/conversation.ts';
import { createDeltaBatch } from './deltaBatch.ts';
import type {
  AnswerEnd,
  AnswerProgress,
  AnswerRun,
  OpenConversation,
  OpenConversations,
} from './openConversations.ts';
import { createContinuationStart } from '../rewrite/continuationStart.ts';

export interface AnswerRunPorts {
  readonly runTurn: RunTurn;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Builds the request for a response to the last of `messages`. With `continuing`, the last
   * message is an incomplete response, and the request asks for the rest of it.
   */
  readonly prepare: (
    conversation: Conversation,
    messages: readonly Message[],
    continuing: boolean,
  ) => Promise<{ readonly request: ChatRequest } | { readonly error: ErrorDetail }>;
}

/**
 * Starts the turn that fills the conversation's head, an existing message in the state `streaming`.
 *
 * @param onNews Called with null when the turn is over.
 */
export function startAnswerRun(
  entry: OpenConversation,
  conversations: OpenConversations,
  ports: AnswerRunPorts,
  continuing: boolean,
  onNews: (news: AnswerProgress | null) => void,
): void {
  const { clock } = ports;
  const messages = branch(entry.conversation);
  const messageId = entry.conversation.head;
  if (messageId === null) return;
  const startedAt = clock.monotonic();
  const deltas = createDeltaBatch(clock, (text) => {
    conversations.keepSoon(entry, { type: 'delta', at: clock.now(), id: messageId, text });
  });
  // Text that repeats the part before the cut is neither displayed nor stored.
  const rest = continuing ? createContinuationStart(messages.at(-1)?.text ?? '') : undefined;
  const flush = (): void => {
    deltas.add(rest?.end() ?? '');
    deltas.flush();
  };
  const turn: AnswerRun = {
    abort: new AbortController(),
    news: { type: 'phase', phase: 'connecting' },
    flush,
    end(result) {
      if (entry.turn !== turn) return;
      flush();
      entry.turn = undefined;
      const elapsedMs = clock.monotonic() - startedAt;
      conversations.keepNow(entry, finished(messageId, clock.now(), elapsedMs, result));
      onNews(null);
    },
  };
  entry.turn = turn;
  onNews(turn.news);

  const onEvent = (event: TurnEvent): void => {
    if (entry.turn !== turn) return;
    if (event.type === 'text') deltas.add(rest === undefined ? event.text : rest.add(event.text));
    else if (event.type !== 'usage' && event.type !== 'finished') {
      turn.news = event;
      onNews(event);
    }
  };
  const run = async (): Promise<AnswerEnd> => {
    const asked = continuing ? messages : messages.slice(0, -1);
    const prepared = await ports.prepare(entry.conversation, asked, continuing);
    if ('error' in prepared) return { outcome: { kind: 'failed', error: prepared.error } };
    if (entry.turn === turn) {
      const after = continuing ? messages.at(-1)?.text.length : undefined;
      const kept = askedBy(prepared.request, after);
      conversations.keepSoon(entry, { type: 'asked', at: clock.now(), id: messageId, asked: kept });
    }
    return ports.runTurn(prepared.request, { signal: turn.abort.signal, onEvent });
  };
  run().then(
    (result) => turn.end(result),
    (error: unknown) => {
      ports.log.error(
        `a turn failed unexpectedly: ${error instanceof Error ? error.name : typeof error}`,
      );
      const what = 'an internal error';
      turn.end({ outcome: { kind: 'failed', error: { kind: 'protocol', what } } });
    },
  );
}

/** @param after Only for Continue: the number of characters that the response already has. */
function askedBy(
  { model, parameters, stream, messages }: ChatRequest,
  after?: number,
): RequestSnapshot {
  const [first] = messages;
  const system = first?.role === 'system' && typeof first.content === 'string' ? first.content : '';
  return { model, parameters, stream, system, ...(after === undefined ? {} : { after }) };
}

function finished(id: string, at: number, elapsedMs: number, result: AnswerEnd): ChatEvent {
  const { outcome, usage } = result;
  const end = { type: 'finished', at, id, elapsedMs, ...(usage ? { usage } : {}) } as const;
  switch (outcome.kind) {
    case 'complete':
      return { ...end, state: 'complete', finishReason: outcome.finishReason };
    case 'length':
      return { ...end, state: 'interrupted', finishReason: 'length' };
    case 'stopped':
      return { ...end, state: 'stopped' };
    case 'interrupted':
    case 'failed':
      return { ...end, state: outcome.kind, error: outcome.error };
  }
}
