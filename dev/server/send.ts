/** Sends a response as one JSON object or as server-sent events in OpenAI's format. */
import type { ServerResponse } from 'node:http';

import { pause } from './play.ts';
import { tokenize } from './tokens.ts';
import type { Answer, WireToolCall } from './wire.ts';

/** The API's documentation page specifies 201 for success. */
const success = 201;

export function sendPlain(response: ServerResponse, answer: Answer): void {
  sendJson(response, success, {
    id: answer.id,
    object: 'chat.completion',
    created: answer.created,
    model: answer.model,
    choices: [
      {
        index: 0,
        finish_reason: answer.finishReason,
        logprobs: null,
        message: {
          role: 'assistant',
          content:
            answer.texts.length === 0 && answer.toolCalls.length > 0 ? null : answer.texts.join(''),
          ...(answer.toolCalls.length === 0 ? {} : { tool_calls: answer.toolCalls }),
        },
      },
    ],
    usage: answer.usage,
  });
}

/**
 * Sends the role, the deltas, the finish reason, the usage and `[DONE]`. Stops when the client
 * disconnects.
 * @param pace Milliseconds between two deltas.
 */
export async function sendStream(
  response: ServerResponse,
  answer: Answer,
  pace: number,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.writeHead(success, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  for (const event of events(answer)) {
    if (gone.signal.aborted) return;
    const room = response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (!room) await drained(response);
    await pause(pace, gone.signal);
  }
  response.end('data: [DONE]\n\n');
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

function* events(answer: Answer): Generator<object> {
  const chunk = (choices: readonly object[], more: object = {}): object => ({
    id: answer.id,
    object: 'chat.completion.chunk',
    created: answer.created,
    model: answer.model,
    choices,
    ...more,
  });
  const choice = (delta: object, finishReason: string | null = null): object =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: finishReason }]);
  yield choice({ role: 'assistant', content: answer.toolCalls.length > 0 ? null : '' });
  for (const content of answer.texts) yield choice({ content });
  for (const delta of answer.toolCalls.flatMap(toolCallDeltas))
    yield choice({ tool_calls: [delta] });
  yield choice({}, answer.finishReason);
  yield chunk([], { usage: answer.usage });
}

/** The first delta of a call has its id and name, each later one a piece of its arguments. */
function toolCallDeltas(call: WireToolCall, index: number): readonly object[] {
  const { arguments: text, ...named } = call.function;
  return [
    { index, id: call.id, type: call.type, function: { ...named, arguments: '' } },
    ...tokenize(text).map((piece) => ({ index, function: { arguments: piece } })),
  ];
}

/** Resolves when the response accepts more data or is closed. */
async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
