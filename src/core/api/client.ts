/**
 * Creates the client, which runs a request and its response as a turn, retries it, and reports it
 * as events.
 */
import type { Clock, Fetch, Log, Random } from '../base/ports.ts';
import { readAddress } from './address.ts';
import { runAttempt, type AttemptRequest, type AttemptResult } from './attempt.ts';
import { checkParameters } from './parameters.ts';
import { createRedactor } from './redact.ts';
import { requestBody } from './requestBody.ts';
import { retryDelay } from './retry.ts';
import type { SizeLimits } from './sse.ts';
import type {
  ChatRequest,
  ErrorDetail,
  Outcome,
  RunTurn,
  TimeLimits,
  TurnEvent,
  TurnResult,
} from './types.ts';

/**
 * The address, key and time limits for a request. Requested on every turn because settings and keys
 * change.
 */
export type Connection =
  | {
      readonly baseUrl: string;
      /** Without a key, no `Authorization` header is sent. */
      readonly key?: string;
      readonly limits: TimeLimits;
    }
  /** Why no request can be sent: for example a missing key or an invalid setting. */
  | { readonly error: ErrorDetail };

export interface ClientPorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For tests. The default is in sse.ts. */
  readonly sizes?: SizeLimits;
}

/**
 * Creates the client. All model requests go through the returned function. Turns can run in
 * parallel. A request is never retried after response headers were received; before that it is
 * retried at most twice (see retry.ts). The key never appears in an event, a result or the log.
 */
export function createClient(ports: ClientPorts, connection: () => Promise<Connection>): RunTurn {
  let turns = 0;
  return async (request, { signal, onEvent }) => {
    const turn = createTurn(ports, `turn ${++turns}`, signal, onEvent);
    try {
      // Resolving the connection may require the user's input. The user can press Stop instead.
      const found = await unlessStopped(connection(), signal);
      return found === undefined
        ? turn.finish({ kind: 'stopped' })
        : await run(ports, turn, request, found);
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : 'unknown';
      ports.log.error(`${turn.name}: ${thrown instanceof Error ? thrown.name : 'thrown'}`);
      return turn.finish({ kind: 'failed', error: { kind: 'protocol', what: message } });
    }
  };
}

interface Turn {
  readonly name: string;
  readonly signal: AbortSignal;
  /** After an abort, only `finished` is emitted. */
  tell(event: Exclude<TurnEvent, { type: 'finished' }>): void;
  finish(outcome: Outcome, rest?: Partial<TurnResult>): TurnResult;
}

function createTurn(
  { clock, log }: ClientPorts,
  name: string,
  signal: AbortSignal,
  onEvent: ((event: TurnEvent) => void) | undefined,
): Turn {
  const started = clock.monotonic();
  let text = '';
  let firstTextMs: number | undefined;

  function tell(event: TurnEvent): void {
    try {
      onEvent?.(event);
    } catch (thrown) {
      // A listener's error must not fail the turn: the text is still collected.
      log.error(`${name}: a listener threw ${thrown instanceof Error ? thrown.name : 'something'}`);
    }
  }

  return {
    name,
    signal,
    tell(event) {
      if (signal.aborted) return;
      if (event.type === 'text') {
        text += event.text;
        firstTextMs ??= clock.monotonic() - started;
      }
      tell(event);
    },
    finish(outcome, rest = {}) {
      const result: TurnResult = {
        toolCalls: [],
        ...rest,
        outcome,
        text,
        elapsedMs: clock.monotonic() - started,
        ...(firstTextMs === undefined ? {} : { firstTextMs }),
      };
      log.info(
        `${name}: ${outcome.kind}${'error' in outcome ? ` ${outcome.error.kind}` : ''}, ${timings(result)}`,
      );
      tell({ type: 'finished', result });
      return result;
    },
  };
}

async function run(
  ports: ClientPorts,
  turn: Turn,
  request: ChatRequest,
  connection: Connection,
): Promise<TurnResult> {
  const fail = (error: ErrorDetail): TurnResult => turn.finish({ kind: 'failed', error });
  if (turn.signal.aborted) return turn.finish({ kind: 'stopped' });
  if ('error' in connection) return fail(connection.error);
  const problem = checkParameters(request.parameters);
  if (problem !== undefined) return fail(problem);
  const read = readAddress(connection.baseUrl);
  if ('error' in read) return fail(read.error);

  const redact = createRedactor(connection.key);
  const wire: AttemptRequest = {
    url: read.address.endpoint,
    headers: {
      'Content-Type': 'application/json',
      Accept: request.stream ? 'text/event-stream, application/json' : 'application/json',
      ...(connection.key === undefined ? {} : { Authorization: `Bearer ${connection.key}` }),
    },
    body: requestBody(request),
    model: request.model,
    limits: connection.limits,
    tools: request.tools !== undefined && request.tools.length > 0,
    ...(ports.sizes === undefined ? {} : { sizes: ports.sizes }),
  };
  ports.log.info(
    `${turn.name}: ${request.messages.length} messages, ${wire.body.length} characters to ${read.address.origin}`,
  );
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce(ports, turn, wire);
    if (result.kind === 'stopped') return turn.finish({ kind: 'stopped' }, result.result);
    if (result.kind === 'answered') {
      const { outcome, ...rest } = result.result;
      return turn.finish(redactOutcome(outcome, redact), rest);
    }
    const error = redactError(result.error, redact);
    const delayMs = retryDelay(error, attempt, ports.random());
    if (delayMs === undefined) return fail(error);
    ports.log.warn(`${turn.name}: ${error.kind}, retry ${attempt} in ${delayMs} ms`);
    turn.tell({ type: 'retrying', attempt, delayMs, error });
    await pause(ports.clock, delayMs, turn.signal);
    if (turn.signal.aborted) return turn.finish({ kind: 'stopped' });
  }
}

async function attemptOnce(
  ports: ClientPorts,
  turn: Turn,
  wire: AttemptRequest,
): Promise<AttemptResult> {
  let phase: 'connecting' | 'waiting' | 'streaming' | undefined;
  function enter(next: NonNullable<typeof phase>): void {
    if (phase === next) return;
    phase = next;
    turn.tell({ type: 'phase', phase: next });
  }
  enter('connecting');
  const result = await runAttempt(
    ports,
    wire,
    {
      onConnected: () => {
        enter('waiting');
      },
      onText: (text) => {
        enter('streaming');
        turn.tell({ type: 'text', text });
      },
      onUsage: (usage) => {
        turn.tell({ type: 'usage', usage });
      },
      onSilence: (elapsedMs) => {
        turn.tell({ type: 'stillWaiting', elapsedMs });
      },
    },
    turn.signal,
  );
  const { status, bytes, skipped } = result.traffic;
  ports.log.debug(`${turn.name}: status ${status ?? 'none'}, ${bytes} bytes`);
  if (skipped > 0) ports.log.warn(`${turn.name}: lines that were not understood: ${skipped}`);
  return result;
}

/** Resolves after `ms` milliseconds, or immediately when the turn is stopped. */
async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  let cancel = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  await unlessStopped(passed, signal);
  cancel();
}

/** Resolves like the promise, or with undefined when the turn is stopped first. */
function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      resolve(undefined);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    promise
      .finally(() => {
        signal.removeEventListener('abort', stop);
      })
      .then(resolve, reject);
  });
}

function redactOutcome(outcome: Outcome, redact: (text: string) => string): Outcome {
  return 'error' in outcome ? { ...outcome, error: redactError(outcome.error, redact) } : outcome;
}

/**
 * Every string in an error comes from a server, a proxy or the platform, and any of them may repeat
 * a header.
 */
function redactError(error: ErrorDetail, redact: (text: string) => string): ErrorDetail {
  const entries = Object.entries<unknown>({ ...error }).map(([name, value]) => [
    name,
    typeof value === 'string' && name !== 'kind' ? redact(value) : value,
  ]);
  // The result has the same fields and types: only strings changed.
  return Object.fromEntries(entries) as ErrorDetail;
}

function timings({ elapsedMs, firstTextMs, text, usage }: TurnResult): string {
  return [
    `${Math.round(elapsedMs)} ms`,
    ...(firstTextMs === undefined ? [] : [`first text after ${Math.round(firstTextMs)} ms`]),
    `${text.length} characters`,
    ...(usage === undefined ? [] : [`${usage.totalTokens} tokens`]),
  ].join(', ');
}
