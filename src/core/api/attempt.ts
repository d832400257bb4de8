/** One request and its answer, within limits of time, and stoppable at every point. */
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
  /** The request is on its way over a connection, as far as the platform tells, or else its headers came. */
  readonly onConnected: () => void;
  readonly onText: (text: string) => void;
  readonly onUsage: (usage: Usage) => void;
  /** Nothing that means something has come for that long, in milliseconds; repeated. */
  readonly onSilence: (elapsedMs: number) => void;
}

export type AttemptResult =
  /** No answer that says success came. */
  | { readonly kind: 'refused'; readonly error: ErrorDetail; readonly traffic: Traffic }
  | { readonly kind: 'answered'; readonly result: AnswerResult; readonly traffic: Traffic }
  /** Stopped by the signal, with what had come. */
  | {
      readonly kind: 'stopped';
      readonly result?: Omit<AnswerResult, 'outcome'>;
      readonly traffic: Traffic;
    };

/** Figures for the log. */
export interface Traffic {
  readonly status?: number;
  readonly bytes: number;
  /** Lines that were not understood, and did no harm. */
  readonly skipped: number;
}

/** "Still waiting" is said after this long without progress, and again each time. */
const silenceMs = 10_000;
/** How long after the finish reason usage and `[DONE]` may take to come. */
const trailingMs = 1_000;
/** The same where the finish reason may be one of those that some gateways send with each piece of text. */
const doubtfulTrailingMs = 10_000;
/** How much of an error's body is read. */
const errorBodyBytes = 64 * 1024;

type Phase = keyof TimeLimits | 'trailing';

/** What ends a wait early: the user's Stop, a limit of time, or that trailing matter took too long. */
type Interrupt = 'stop' | 'trailing' | (ErrorDetail & { kind: 'timeout' });

/**
 * Never rejects. When it resolves the socket is closed, but for a complete answer, whose connection is kept for the next request.
 * No event comes after Stop.
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

  /** The promise, unless an interrupt comes first: nothing is waited for that the platform fails to abort. */
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

  /** Counts from the last thing that came: no finish reason is the end while more comes. */
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
      // What means nothing puts the end off no further.
      if (hasProgress || phase !== 'trailing') trail(state);
    } else if (phase === 'idle') limit.touch();
    else enter('idle');
  }

  /** Reads what is left, so that the connection can serve the next request; closes it if that takes too long. */
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

  /** The first part of an error's body. Whatever happens while it is read, the status is known and counts. */
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
      // Cut short: what came has to do.
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
        // A redirect is not followed: it would take the key and the prompt to another place.
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
