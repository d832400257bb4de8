/** Follows one answer with a status of success from its first byte to its last, and decides how it ended. Knows no time and no network. */
import { decodeChunk, type Chunk } from './decode.ts';
import { errorFromValue, tidy } from './errors.ts';
import { isRecord, parseJson, textOf } from '../guards.ts';
import { createRepeats } from './repeats.ts';
import { createStreamReader, defaultSizeLimits, type SizeLimits } from './stream.ts';
import { createToolCalls } from './toolCalls.ts';
import type { ErrorDetail, FinishReason, Outcome, ToolCall, Usage } from './types.ts';

export interface AnswerOptions {
  readonly model: string;
  /** The answer's status, for errors in it that state none. */
  readonly status: number;
  readonly onText: (text: string) => void;
  readonly onUsage: (usage: Usage) => void;
  readonly limits?: SizeLimits;
}

export interface Answer {
  push(bytes: Uint8Array): void;
  /**
   * `open`: more is wanted. `said`: the model or the server said that it is done, and only trailing matter (usage, `[DONE]`) may follow.
   * `over`: nothing more is wanted.
   */
  readonly state: 'open' | 'said' | 'over';
  /** Grows with each piece of the answer that means something: a comment that keeps the connection open does not. */
  readonly progress: number;
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

/**
 * How an answer ends, and why so:
 * - A finish reason makes it complete, with or without `[DONE]`: it is the model's own word, while `[DONE]` is the transport's.
 * - `[DONE]` alone does not: gateways send it when the model's side broke off, too. Taking a whole answer for a part costs a click;
 *   taking a part for the whole costs the user's code.
 * - An error in it counts even after text, and more than anything after it.
 */
export function createAnswer(options: AnswerOptions): Answer {
  const limits = options.limits ?? defaultSizeLimits;
  const calls = createToolCalls();
  const repeats = createRepeats();
  let hasText = false;
  let replySize = 0;
  let usage: Usage | undefined;
  let responseId: string | undefined;
  let finishReason: FinishReason | undefined;
  let error: ErrorDetail | undefined;
  let saidDone = false;
  let sawChunk = false;
  let sawCut = false;
  let stray = '';
  let progress = 0;
  let brokenBy: ErrorDetail | undefined;

  const reader = createStreamReader(
    {
      onData(data, event, cut) {
        if (isOver()) return;
        progress += 1;
        const repeated = event === undefined ? repeats.textOf(data) : undefined;
        if (repeated !== undefined) takeText(repeated);
        else if (data.startsWith('{')) takeData(data, event, cut);
        else if (data.trim() === '[DONE]') saidDone = true;
        else if (data.trim() !== '') takeData(data, event, cut);
      },
      onStray(line) {
        if (stray.length < 16_384) stray += `${line}\n`;
      },
      onDocument: takeDocument,
      onTooLarge(what) {
        error ??= { kind: 'protocol', what };
      },
    },
    limits,
  );

  function isOver(): boolean {
    return error !== undefined || (saidDone && finishReason !== undefined);
  }

  function takeData(data: string, event: string | undefined, cut: boolean): void {
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      if (event === 'error') error = serverError(tidy(data));
      else if (cut) sawCut = true;
      else if (finishReason === undefined) error = protocol('an event of it is not JSON', data);
      return;
    }
    const chunk = decodeChunk(value);
    if (chunk !== undefined && !hasError(value)) {
      takeChunk(chunk);
      repeats.learn(data, chunk);
    } else if (value !== null) error = errorFromValue(value, options.status, options.model);
    if (error === undefined && event === 'error') error = serverError(tidy(data));
  }

  function takeChunk(chunk: Chunk): void {
    sawChunk = true;
    if (chunk.id !== undefined) responseId ??= chunk.id;
    if (chunk.usage !== undefined) {
      usage = chunk.usage;
      options.onUsage(usage);
    }
    // A whole message after its pieces only says them again.
    const repeated = chunk.whole === true && replySize > 0;
    if (!repeated) takeReply(chunk);
    if (chunk.finishReason !== undefined) finishReason = chunk.finishReason;
  }

  function takeReply(chunk: Chunk): void {
    if (chunk.toolCalls !== undefined) {
      for (const call of chunk.toolCalls) {
        replySize += (call.arguments?.length ?? 0) + (call.name?.length ?? 0);
        calls.add(call);
      }
    }
    if (chunk.text !== undefined) takeText(chunk.text);
  }

  function takeText(text: string): void {
    replySize += text.length;
    if (replySize > limits.reply) {
      error = protocol(`the reply is larger than ${Math.round(limits.reply / 1024 / 1024)} MB`);
    } else if (text !== '') {
      hasText = true;
      options.onText(text);
    }
  }

  function takeDocument(body: string): void {
    const value = parseJson(body);
    if (value === undefined) {
      if (brokenBy !== undefined) return;
      const page = body.startsWith('<');
      error = protocol(page ? 'it is a web page' : 'it is neither a stream nor whole JSON', body);
      return;
    }
    progress += 1;
    const chunk = decodeChunk(value);
    if (chunk?.whole === true && !hasError(value)) {
      // Whole JSON is whole even where a server forgets to say why the model ended.
      takeChunk({ finishReason: 'stop', ...chunk });
    } else {
      error =
        errorFromValue(value, options.status, options.model) ??
        protocol('it is JSON of another kind', body);
    }
  }

  function serverError(message: string | undefined): ErrorDetail {
    return { kind: 'server', status: options.status, message: message ?? '' };
  }

  function protocol(what: string, snippet?: string): ErrorDetail {
    const shown = tidy((snippet ?? '').slice(0, 200));
    return { kind: 'protocol', what, ...(shown === undefined ? {} : { snippet: shown }) };
  }

  /** What is wrong with an answer that has no finish reason. */
  function missingEnd(): ErrorDetail {
    const reported =
      stray === '' ? undefined : errorFromValue(parseJson(stray), options.status, options.model);
    if (reported !== undefined) return reported;
    if (brokenBy !== undefined) return kept() ? interruption(brokenBy) : brokenBy;
    if (reader.head === '') return protocol('it is empty');
    if (!sawChunk && !sawCut) return protocol('there is no completion in it', reader.head);
    if (!kept()) return protocol('it was cut off before any text came', reader.head);
    return {
      kind: 'interrupted',
      what: saidDone
        ? 'the server ended it without the model’s word that it was done'
        : 'the connection was closed before it was complete',
    };
  }

  function kept(): boolean {
    return hasText || calls.count > 0;
  }

  function outcomeOf(): Outcome {
    if (error === undefined && finishReason === undefined) error = missingEnd();
    if (error === undefined && finishReason === 'error') error = serverError(undefined);
    if (error === undefined && isFilter(finishReason ?? '')) error = { kind: 'filtered' };
    if (error !== undefined) return { kind: kept() ? 'interrupted' : 'failed', error };
    return isLength(finishReason ?? '')
      ? { kind: 'length' }
      : { kind: 'complete', finishReason: finishReason ?? '' };
  }

  function soFar(cut: boolean): Omit<AnswerResult, 'outcome'> {
    return {
      toolCalls: calls.list({ cut }),
      ...(usage === undefined ? {} : { usage }),
      ...(responseId === undefined ? {} : { responseId }),
    };
  }

  return {
    push(bytes) {
      if (!isOver()) reader.push(bytes);
    },
    get state() {
      if (isOver()) return 'over';
      return saidDone || finishReason !== undefined ? 'said' : 'open';
    },
    get progress() {
      return progress;
    },
    end(fault) {
      brokenBy = fault;
      if (!isOver()) reader.end();
      const outcome = outcomeOf();
      return { outcome, ...soFar(outcome.kind !== 'complete') };
    },
    soFar: () => soFar(true),
  };
}

/** A fault after the first words: what came is kept, and Continue goes on from it. */
function interruption(fault: ErrorDetail): ErrorDetail {
  if (fault.kind !== 'network') return fault;
  return {
    kind: 'interrupted',
    what: `the connection was lost${fault.code === undefined ? '' : ` (${fault.code})`}`,
  };
}

function hasError(value: unknown): boolean {
  return isRecord(value) && (isRecord(value['error']) || textOf(value['error']) !== undefined);
}

/** OpenAI's word, and those of Gemini and of Anthropic that compatibility layers let through. */
function isLength(reason: string): boolean {
  return /^(length|max_tokens|model_length)$/i.test(reason);
}

function isFilter(reason: string): boolean {
  return /^(content_filter|safety|recitation|prohibited_content|blocklist|spii)$/i.test(reason);
}
