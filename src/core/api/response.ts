/**
 * Reads one response with a 2xx status from the first byte to the last and decides how it ended.
 * Independent of time and network.
 */
import { decodeChunk, type Chunk } from './chunk.ts';
import { errorFromValue, tidy } from './errors.ts';
import { createFinish } from './finishReason.ts';
import { isRecord, parseJson, textOf } from '../base/guards.ts';
import { createJsonValues } from './jsonValues.ts';
import { isDone, isHarmless, splitLines } from './errorLines.ts';
import { outcomeOf, serverError, type Ended } from './outcome.ts';
import { createRepeats } from './repeatedChunks.ts';
import { createResponseContent } from './responseContent.ts';
import { createStreamReader, defaultSizeLimits, type SizeLimits } from './sse.ts';
import type { ErrorDetail, Outcome, ToolCall, Usage } from './types.ts';

export interface AnswerOptions {
  readonly model: string;
  /** The response's status, used for errors in the body that have none. */
  readonly status: number;
  readonly onText: (text: string) => void;
  readonly onUsage: (usage: Usage) => void;
  readonly limits?: SizeLimits;
  /**
   * False if the request offered no tools: calls in the response are then ignored. Default: true.
   */
  readonly tools?: boolean;
}

export interface Answer {
  push(bytes: Uint8Array): void;
  /**
   * - `open`: more data is needed.
   * - `maybe`: there is a finish reason, but some gateways send one with every chunk. Only silence
   *   or the end of the stream shows whether it is final.
   * - `said`: the model or the server declared the end. Only trailing data (usage, `[DONE]`) may
   *   follow.
   * - `over`: no more data is needed.
   */
  readonly state: 'open' | 'maybe' | 'said' | 'over';
  /**
   * Increases with every meaningful part of the response, but not with comments that keep the
   * connection open.
   */
  readonly progress: number;
  /** Number of lines that were neither part of the response nor an error. */
  readonly skipped: number;
  /**
   * Ends the response. `fault` is the error that broke the connection; without it the connection
   * was closed normally. Called once.
   */
  end(fault?: ErrorDetail): AnswerResult;
  /** Returns what was received so far, for a turn that is stopped. */
  soFar(): Omit<AnswerResult, 'outcome'>;
}

export interface AnswerResult {
  readonly outcome: Outcome;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
  readonly responseId?: string;
}

/**
 * Maximum size of a bare JSON object between events: an error, or a chunk without `data:`. UTF-16
 * units.
 */
const longestStray = 1024 * 1024;

/**
 * Rules for how a response ends:
 * - A successful finish reason makes it complete, with or without `[DONE]`: the finish reason comes
 *   from the model, `[DONE]` from the transport. Text after a finish reason cancels it.
 * - `[DONE]` alone does not make it complete: gateways also send it when the model's side failed.
 *   Treating a complete response as partial costs the user a click; treating a partial one as
 *   complete costs code.
 * - An error in the stream counts even after text, and takes precedence over anything after it.
 */
export function createAnswer(options: AnswerOptions): Answer {
  const limits = options.limits ?? defaultSizeLimits;
  const repeats = createRepeats();
  const finish = createFinish();
  let usage: Usage | undefined;
  let responseId: string | undefined;
  let error: ErrorDetail | undefined;
  let saidDone = false;
  let isOver = false;
  let chunks = 0;
  let wholeMessages = 0;
  let otherValues = 0;
  let sawCut = false;
  let other = '';
  let progress = 0;
  let skipped = 0;

  const reply = createResponseContent({
    limit: limits.reply,
    mayCall: options.tools ?? true,
    onText: options.onText,
    onTooLarge(what) {
      fail({ kind: 'protocol', what });
    },
  });

  const strays = createJsonValues(
    {
      onValue(text) {
        takeData(text, undefined, true);
      },
      onOther: skip,
      onTooLarge: () => undefined,
    },
    longestStray,
  );

  const reader = createStreamReader(
    {
      onData(data, event, cut) {
        if (isOver) return;
        const repeated = event === undefined ? repeats.textOf(data) : undefined;
        if (repeated === undefined) takeData(data, event, cut);
        else {
          progress += 1;
          finish.takeBack();
          if (repeated !== '') reply.addText(repeated);
        }
      },
      onStray: takeStray,
      onValue(text) {
        takeData(text, undefined, false);
      },
      onOther: takeOther,
      onTooLarge(what) {
        fail({ kind: 'protocol', what });
      },
    },
    limits,
  );

  function fail(why: ErrorDetail): void {
    error ??= why;
    isOver = true;
  }

  function takeDone(): void {
    saidDone = true;
    if (finish.reason !== undefined) isOver = true;
  }

  function skip(line: string): void {
    skipped += 1;
    if (other === '') other = line.slice(0, 200);
  }

  function takeData(data: string, event: string | undefined, cut: boolean): void {
    if (isOver) return;
    const value = parseJson(data);
    if (value === undefined) takeBroken(data, event, cut);
    else {
      const chunk = takeValue(value);
      if (chunk !== undefined) repeats.learn(data, chunk);
      if (event === 'error') fail(serverError(options.status, data));
    }
  }

  /**
   * Handles data that is not JSON: the end of the stream, several lines in one event, a keep-alive
   * message, or broken data.
   */
  function takeBroken(data: string, event: string | undefined, cut: boolean): void {
    const text = data.trim();
    if (text === '') return;
    const lines = splitLines(text);
    if (event === 'error') fail(serverError(options.status, data));
    else if (isDone(text)) takeDone();
    else if (/^data:/i.test(text)) takeData(text.slice(5).trim(), event, cut);
    else if (lines !== undefined) {
      for (const line of lines) takeData(line, event, cut && line === lines.at(-1));
    } else if (isHarmless(text)) skip(text);
    else if (takeLastError(text)) return;
    else if (cut) sawCut = true;
    else if (!finish.isSure) {
      const snippet = tidy(data.slice(0, 200));
      fail({ kind: 'protocol', what: 'an event of it is not JSON', ...(snippet && { snippet }) });
    }
  }

  /**
   * A gateway that loses its upstream server writes an error into the unfinished event
   * (Wei-Shaw/sub2api#1471).
   */
  function takeLastError(text: string): boolean {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    const value = line === text ? undefined : parseJson(line);
    if (!hasError(value)) return false;
    takeValue(value);
    return true;
  }

  /** Returns the value as a chunk, if it is one. */
  function takeValue(value: unknown): Chunk | undefined {
    const inner = typeof value === 'string' ? parseJson(value) : value;
    if (Array.isArray(inner)) {
      for (const each of inner) if (isRecord(each) && !isOver) takeValue(each);
      return undefined;
    }
    const chunk = decodeChunk(inner);
    if (chunk !== undefined && !hasError(inner)) {
      takeChunk(chunk);
      return chunk;
    }
    if (inner === null) return undefined;
    const found = errorFromValue(inner, options.status, options.model);
    if (found === undefined) otherValues += 1;
    else fail(found);
    return undefined;
  }

  function takeChunk(chunk: Chunk): void {
    progress += 1;
    chunks += 1;
    if (chunk.whole === true) wholeMessages += 1;
    if (chunk.id !== undefined) responseId ??= chunk.id;
    if (chunk.usage !== undefined) {
      usage = chunk.usage;
      options.onUsage(usage);
    }
    const added = reply.take(chunk);
    if (added) finish.takeBack();
    if (chunk.finishReason !== undefined) {
      finish.take(chunk.finishReason, !added && !reply.isEmpty);
    }
  }

  function takeStray(line: string): void {
    // After a final finish reason, lines outside the format are ignored.
    if (isOver || finish.isSure) return;
    const text = line.replace(/^[\s\ufeff]+/, '');
    const [field] = /^(?:data|error):/i.exec(text) ?? [];
    if (field === undefined) strays.push(`${line}\n`);
    else takeData(text.slice(field.length).trim(), field.toLowerCase().slice(0, -1), false);
  }

  /** Handles text between objects, in a response that is not an event stream. */
  function takeOther(text: string): void {
    const value = /^["<]/.test(text) ? parseJson(text) : undefined;
    if (isDone(text)) takeDone();
    else if (value === undefined) skip(text);
    else takeValue(value);
  }

  function ended(brokenBy: ErrorDetail | undefined): Ended {
    // A non-streaming JSON response is complete even if the server omits the finish reason.
    const isPlain = reader.form === 'values' && chunks === 1 && wholeMessages === 1;
    if (isPlain && finish.reason === undefined) finish.take('stop', true);
    return {
      error,
      brokenBy,
      finishReason: finish.reason,
      ending: finish.ending,
      isSure: finish.isSure || isPlain,
      hasReply: !reply.isEmpty,
      hasCalls: reply.callCount > 0,
      calledUnasked: reply.calledUnasked,
      refusal: reply.refusal,
      saidDone,
      form: reader.form,
      head: reader.head,
      other,
      sawChunk: chunks > 0,
      sawCut,
      sawOtherValues: otherValues > 0,
      status: options.status,
    };
  }

  function soFar(cut: boolean): Omit<AnswerResult, 'outcome'> {
    return {
      toolCalls: reply.calls({ cut }),
      ...(usage === undefined ? {} : { usage }),
      ...(responseId === undefined ? {} : { responseId }),
    };
  }

  return {
    push(bytes) {
      if (!isOver) reader.push(bytes);
    },
    get state() {
      if (isOver) return 'over';
      if (saidDone || finish.isSure) return 'said';
      return finish.reason === undefined ? 'open' : 'maybe';
    },
    get progress() {
      return progress;
    },
    get skipped() {
      return skipped;
    },
    end(fault) {
      if (!isOver) reader.end();
      const outcome = outcomeOf(ended(fault));
      return { outcome, ...soFar(outcome.kind !== 'complete') };
    },
    soFar: () => soFar(true),
  };
}

function hasError(value: unknown): boolean {
  return isRecord(value) && (isRecord(value['error']) || textOf(value['error']) !== undefined);
}
