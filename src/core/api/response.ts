/** Follows one response with a status of success from its first byte to its last, and decides how it ended. Knows no time and no network. */
import { decodeChunk, type Chunk } from './chunk.ts';
import { errorFromValue, tidy } from './errors.ts';
import { createFinish } from './finish.ts';
import { isRecord, parseJson, textOf } from '../base/guards.ts';
import { createJsonValues } from './jsonValues.ts';
import { isDone, isHarmless, splitLines } from './errorLines.ts';
import { outcomeOf, serverError, type Ended } from './outcome.ts';
import { createRepeats } from './repeats.ts';
import { createReply } from './reply.ts';
import { createStreamReader, defaultSizeLimits, type SizeLimits } from './sse.ts';
import type { ErrorDetail, Outcome, ToolCall, Usage } from './types.ts';

export interface AnswerOptions {
  readonly model: string;
  /** The answer's status, for errors in it that state none. */
  readonly status: number;
  readonly onText: (text: string) => void;
  readonly onUsage: (usage: Usage) => void;
  readonly limits?: SizeLimits;
  /** False where the request offered no tools: calls are then nothing that was asked for. True where absent. */
  readonly tools?: boolean;
}

export interface Answer {
  push(bytes: Uint8Array): void;
  /**
   * `open`: more is wanted. `maybe`: there is a finish reason, as some gateways send one with each piece of text: only silence or the end of
   * the stream tells. `said`: the model or the server said that it is done, and only trailing matter (usage, `[DONE]`) may follow.
   * `over`: nothing more is wanted.
   */
  readonly state: 'open' | 'maybe' | 'said' | 'over';
  /** Grows with each piece of the answer that means something: a comment that keeps the connection open does not. */
  readonly progress: number;
  /** Lines that were neither part of the response nor an error. */
  readonly skipped: number;
  /** No more bytes will come. `fault` says what broke the connection; absent, it was closed in order. Called once. */
  end(fault?: ErrorDetail): AnswerResult;
  /** What there is so far, for a turn that is stopped. */
  soFar(): Omit<AnswerResult, 'outcome'>;
}

export interface AnswerResult {
  readonly outcome: Outcome;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
  readonly responseId?: string;
}

/** A bare JSON object among the events is an error or a chunk without its `data:`. UTF-16 units. */
const longestStray = 1024 * 1024;

/**
 * How an answer ends, and why so:
 * - A good finish reason makes it complete, with or without `[DONE]`: it is the model's own word, while `[DONE]` is the transport's.
 *   Text that follows it takes it back.
 * - `[DONE]` alone does not: gateways send it when the model's side broke off, too. Taking a whole answer for a part costs a click;
 *   taking a part for the whole costs the user's code.
 * - An error in it counts even after text, and more than anything after it.
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

  const reply = createReply({
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

  /** What is no JSON: the end, several lines in one, a sign of life, or something that is broken. */
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

  /** A gateway that loses its own server writes an error into the event that was not finished (Wei-Shaw/sub2api#1471). */
  function takeLastError(text: string): boolean {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    const value = line === text ? undefined : parseJson(line);
    if (!hasError(value)) return false;
    takeValue(value);
    return true;
  }

  /** Returns the chunk that the value is. */
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
    // What follows the model's word that it is done, and is not of the format, changes nothing.
    if (isOver || finish.isSure) return;
    const text = line.replace(/^[\s\ufeff]+/, '');
    const [field] = /^(?:data|error):/i.exec(text) ?? [];
    if (field === undefined) strays.push(`${line}\n`);
    else takeData(text.slice(field.length).trim(), field.toLowerCase().slice(0, -1), false);
  }

  /** What is no object in a response that is no stream of events. */
  function takeOther(text: string): void {
    const value = /^["<]/.test(text) ? parseJson(text) : undefined;
    if (isDone(text)) takeDone();
    else if (value === undefined) skip(text);
    else takeValue(value);
  }

  function ended(brokenBy: ErrorDetail | undefined): Ended {
    // Plain JSON is whole, even where a server forgets to say why the model ended.
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
