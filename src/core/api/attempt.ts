/** Runs one HTTP request and reads its response, with time limits. Can be stopped at any point. */
import type { Clock, Fetch, FetchResponse } from '../base/ports.ts';
import { createAnswer, type Answer, type AnswerResult } from './response.ts';
import { createDeadline } from './deadline.ts';
import { errorFromReply } from './errors.ts';
import { errorFromPlatform } from './platformErrors.ts';
import { parseRetryAfter } from './retry.ts';
import type { SizeLimits } from './sse.ts';
import type { ErrorDetail, TimeLimits, Usage } from './types.ts';

export interface AttemptRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly model: string;
  readonly limits: TimeLimits;
  readonly sizes?: SizeLimits;
  /** The request offers tools. */
  readonly tools: boolean;
}

export interface AttemptEvents {
  /**
   * Called when the request is sent over an open connection, if the platform reports that;
   * otherwise when the response headers arrive. May be called more than once.
   */
  readonly onConnected: () => void;
  readonly onText: (text: string) => void;
  readonly onUsage: (usage: Usage) => void;
  /**
   * Called repeatedly while there is no progress. `elapsedMs` is the time in milliseconds since the
   * last progress.
   */
  readonly onSilence: (elapsedMs: number) => void;
}

export type AttemptResult =
  /** No response with a 2xx status was received. */
  | { readonly kind: 'refused'; readonly error: ErrorDetail; readonly traffic: Traffic }
  | { readonly kind: 'answered'; readonly result: AnswerResult; readonly traffic: Traffic }
  /** Stopped by the signal. `result` is what was received before that. */
  | {
      readonly kind: 'stopped';
      readonly result?: Omit<AnswerResult, 'outcome'>;
      readonly traffic: Traffic;
    };

/** Statistics for the log. */
export interface Traffic {
  readonly status?: number;
  readonly bytes: number;
  /** Lines that were not understood and ignored without harm. */
  readonly skipped: number;
}

/** Interval without progress after which `onSilence` is called, each time. Milliseconds. */
const silenceMs = 10_000;
/** Time limit for the data after the finish reason (usage and `[DONE]`). Milliseconds. */
const trailingMs = 1_000;
/** The same when the finish reason may not be final: some gateways send one with every chunk. */
const doubtfulTrailingMs = 10_000;
/** The maximum part of an error response's body that is read. */
const errorBodyBytes = 64 * 1024;

type Phase = keyof TimeLimits | 'trailing';

/**
 * The reason a wait ends early: the user's Stop, a time limit, or trailing data that took too long.
 */
type Interrupt = 'stop' | 'trailing' | (ErrorDetail & { kind: 'timeout' });

/**
 * Never rejects. When it resolves, the socket is closed, except after a complete response: then the
 * connection stays open for the next request. No event is emitted after a stop.
 */
export async function runAttempt(
  ports: { readonly fetch: Fetch; readonly clock: Clock },
  request: AttemptRequest,
  events: AttemptEvents,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const { clock } = ports;
  const started = clock.monotonic();
  const controller = new AbortController();
  let interrupt: Interrupt | undefined;
  let wake: ((reason: Error) => void) | undefined;
  let phase: Phase | undefined;
  let lastProgress = started;
  let status: number | undefined;
  let bytes = 0;
  let skipped = 0;

  const limit = createDeadline(clock, () => {
    if (phase === undefined || phase === 'trailing') stopFor('trailing');
    else stopFor({ kind: 'timeout', phase, seconds: request.limits[phase] });
  });
  const silence = createDeadline(clock, () => {
    events.onSilence(clock.monotonic() - lastProgress);
    silence.set(silenceMs);
  });

  function stopFor(why: Interrupt): void {
    if (interrupt !== undefined) return;
    interrupt = why;
    controller.abort();
    wake?.(new Error('interrupted'));
  }

  /**
   * Settles with the promise, or rejects when an interrupt comes first. Needed where the platform
   * fails to abort a pending operation.
   */
  function unlessInterrupted<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      wake = reject;
      promise.then(resolve, reject);
      if (interrupt !== undefined) reject(new Error('interrupted'));
    });
  }

  function enter(next: keyof TimeLimits): void {
    phase = next;
    limit.set(request.limits[next] * 1000);
  }

  /**
   * The limit runs from the last progress: a finish reason isn't the end while more data follows.
   */
  function trail(state: 'said' | 'maybe'): void {
    phase = 'trailing';
    const idle = request.limits.idle * 1000;
    const doubtful = idle > 0 ? Math.min(doubtfulTrailingMs, idle) : doubtfulTrailingMs;
    limit.set(state === 'said' ? trailingMs : doubtful);
  }

  function isConnecting(): boolean {
    return phase === 'connect';
  }

  function connectionIs(state: 'connecting' | 'connected'): void {
    if (interrupt !== undefined || status !== undefined) return;
    enter(state === 'connecting' ? 'connect' : 'firstByte');
    if (state === 'connected') events.onConnected();
  }

  async function answered(response: FetchResponse): Promise<AttemptResult> {
    const answer = createAnswer({
      model: request.model,
      status: response.status,
      onText: (text) => {
        if (interrupt !== 'stop') events.onText(text);
      },
      onUsage: (usage) => {
        if (interrupt !== 'stop') events.onUsage(usage);
      },
      tools: request.tools,
      ...(request.sizes === undefined ? {} : { limits: request.sizes }),
    });
    let fault: ErrorDetail | undefined;
    const reader = response.body?.getReader();
    let ended = reader === undefined;
    try {
      while (reader !== undefined && answer.state !== 'over') {
        const { done, value } = await unlessInterrupted(reader.read());
        ended = done;
        if (done) break;
        if (value !== undefined && value.length > 0) take(answer, value);
      }
    } catch (thrown) {
      if (interrupt === undefined) fault = errorFromPlatform(thrown, clock.monotonic() - started);
      else if (typeof interrupt === 'object') fault = interrupt;
    }
    if (interrupt === 'stop')
      return { kind: 'stopped', result: answer.soFar(), traffic: traffic() };
    const result = answer.end(fault);
    skipped = answer.skipped;
    if (result.outcome.kind === 'complete' && reader !== undefined && !ended) letEnd(reader);
    else controller.abort();
    return { kind: 'answered', result, traffic: traffic() };
  }

  function take(answer: Answer, piece: Uint8Array): void {
    bytes += piece.length;
    const before = answer.progress;
    answer.push(piece);
    const hasProgress = answer.progress !== before;
    if (hasProgress) {
      lastProgress = clock.monotonic();
      silence.touch();
    }
    const { state } = answer;
    if (state === 'said' || state === 'maybe') {
      // Data without meaning does not extend the limit.
      if (hasProgress || phase !== 'trailing') trail(state);
    } else if (phase === 'idle') limit.touch();
    else enter('idle');
  }

  /**
   * Drains the body so that the connection can serve the next request. Closes it if that takes too
   * long.
   */
  function letEnd(reader: Reader): void {
    const cancel = clock.after(trailingMs, () => {
      controller.abort();
    });
    const next = (): Promise<void> => reader.read().then(({ done }) => (done ? cancel() : next()));
    next().catch(cancel);
  }

  async function refused(response: FetchResponse): Promise<AttemptResult> {
    const body = await beginning(response);
    if (interrupt === 'stop') return { kind: 'stopped', traffic: traffic() };
    const retryAfterMs = parseRetryAfter(response.headers, clock.now());
    const error = errorFromReply({
      status: response.status,
      body,
      model: request.model,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
    return { kind: 'refused', error, traffic: traffic() };
  }

  /**
   * Reads the beginning of an error response's body. Failures while reading are ignored: the status
   * is known and decides the error.
   */
  async function beginning(response: FetchResponse): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      const reader = response.body?.getReader();
      while (reader !== undefined && bytes < errorBodyBytes) {
        const { done, value } = await unlessInterrupted(reader.read());
        if (done) return text + decoder.decode();
        bytes += value?.length ?? 0;
        text += decoder.decode(value?.subarray(0, errorBodyBytes), { stream: true });
      }
    } catch {
      // The body was cut off. Use what was received.
    }
    controller.abort();
    return text;
  }

  function traffic(): Traffic {
    return { ...(status === undefined ? {} : { status }), bytes, skipped };
  }

  const onAbort = (): void => {
    stopFor('stop');
  };
  if (signal.aborted) return { kind: 'stopped', traffic: traffic() };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    silence.set(silenceMs);
    enter('firstByte');
    const response = await unlessInterrupted(
      ports.fetch(request.url, {
        method: 'POST',
        headers: request.headers,
        body: request.body,
        // Redirects are not followed: they would send the key and the prompt to a different
        // address.
        redirect: 'manual',
        signal: controller.signal,
        onConnection: connectionIs,
      }),
    );
    if (isConnecting()) enter('firstByte');
    status = response.status;
    events.onConnected();
    return await (status >= 200 && status < 300 ? answered(response) : refused(response));
  } catch (thrown) {
    controller.abort();
    if (interrupt === 'stop') return { kind: 'stopped', traffic: traffic() };
    const error =
      typeof interrupt === 'object'
        ? interrupt
        : errorFromPlatform(thrown, clock.monotonic() - started);
    return { kind: 'refused', error, traffic: traffic() };
  } finally {
    limit.clear();
    silence.clear();
    signal.removeEventListener('abort', onAbort);
  }
}

type Reader = ReturnType<NonNullable<FetchResponse['body']>['getReader']>;
