/** Decides how a response ended, from its final state. */
import { tidy } from './errors.ts';
import type { Ending } from './finishReason.ts';
import type { StreamForm } from './sse.ts';
import type { ErrorDetail, FinishReason, Outcome } from './types.ts';

/** The state of a response at its end. */
export interface Ended {
  readonly error: ErrorDetail | undefined;
  /** The error that broke the connection, if any. */
  readonly brokenBy: ErrorDetail | undefined;
  readonly finishReason: FinishReason | undefined;
  readonly ending: Ending | undefined;
  /** The finish reason is final. Some gateways send one with every chunk. */
  readonly isSure: boolean;
  /** There is text, or a call of an offered tool. */
  readonly hasReply: boolean;
  readonly hasCalls: boolean;
  /** The model called a tool although none was offered. */
  readonly calledUnasked: boolean;
  readonly refusal: string;
  readonly saidDone: boolean;
  readonly form: StreamForm;
  /** The beginning of the response. */
  readonly head: string;
  /** The beginning of the first text that was not understood. */
  readonly other: string;
  readonly sawChunk: boolean;
  /** The last event was cut off. */
  readonly sawCut: boolean;
  readonly sawOtherValues: boolean;
  readonly status: number;
}

export function outcomeOf(ended: Ended): Outcome {
  const { hasReply } = ended;
  const error = errorOf(ended);
  if (error !== undefined) return { kind: hasReply ? 'interrupted' : 'failed', error };
  return ended.ending?.kind === 'length'
    ? { kind: 'length' }
    : { kind: 'complete', finishReason: ended.finishReason ?? '' };
}

/** Returns undefined if the response is complete or reached the token limit. */
function errorOf(ended: Ended): ErrorDetail | undefined {
  const { error, brokenBy, ending, finishReason: reason = '', hasReply, refusal } = ended;
  if (error !== undefined) return error;
  if (ending === undefined) return missingEnd(ended);
  switch (ending.kind) {
    case 'complete':
    case 'toolCalls':
      if (refusal !== '') return { kind: 'filtered', message: tidy(refusal) ?? '' };
      if (!hasReply) {
        return ended.calledUnasked
          ? { kind: 'empty', reason, what: 'the model called a tool, but no tools were offered' }
          : { kind: 'empty', reason };
      }
      if (ending.kind === 'toolCalls' && !ended.hasCalls) {
        const what = ended.calledUnasked
          ? 'the model called a tool, but no tools were offered'
          : 'the model’s tool call is missing';
        return { kind: 'interrupted', what };
      }
      return brokenBy !== undefined && !ended.isSure ? interruption(brokenBy) : undefined;
    case 'length':
      return hasReply
        ? undefined
        : { kind: 'empty', reason, what: 'the token limit was reached before any text' };
    case 'filtered':
      return { kind: 'filtered', ...(ending.words === undefined ? {} : { message: ending.words }) };
    case 'malformedCall': {
      const what = 'the model tried to call a tool, but the call isn’t valid';
      return hasReply ? { kind: 'interrupted', what } : { kind: 'empty', reason, what };
    }
    case 'error':
      return serverError(ended.status, '');
    case 'unknown': {
      const what = `the model stopped with the reason “${tidy(reason.slice(0, 80)) ?? ''}”`;
      return hasReply ? { kind: 'interrupted', what } : { kind: 'empty', reason, what };
    }
  }
}

/** Returns the error for a response without a finish reason. */
function missingEnd(ended: Ended): ErrorDetail {
  const { brokenBy, hasReply, head, other, saidDone } = ended;
  if (brokenBy !== undefined) return hasReply ? interruption(brokenBy) : brokenBy;
  if (head === '') return protocol('it is empty');
  if (hasReply) {
    const cause = other.startsWith('<')
      ? 'a web page came in place of the rest'
      : saidDone
        ? 'the server ended it, but the model didn’t say that it was done'
        : 'the connection was closed too early';
    return { kind: 'interrupted', what: cause };
  }
  if (ended.sawChunk || ended.sawCut) return protocol('it was cut off before any text', head);
  return protocol(strangeness(ended), other === '' || ended.form === 'events' ? head : other);
}

/** Describes a response that contains nothing of a chat completion. */
function strangeness({ form, head, other, sawOtherValues }: Ended): string {
  if (head.startsWith('<') || other.startsWith('<')) return 'it is a web page';
  if (sawOtherValues && form === 'values') return 'it is JSON of another kind';
  if (form === 'values' || form === 'document') return 'it is neither a stream nor complete JSON';
  return 'it contains no chat completion';
}

function protocol(what: string, snippet = ''): ErrorDetail {
  const shown = tidy(snippet.slice(0, 200));
  return { kind: 'protocol', what, ...(shown === undefined ? {} : { snippet: shown }) };
}

export function serverError(status: number, message: string): ErrorDetail {
  return { kind: 'server', status, message: tidy(message) ?? '' };
}

/** An error after the first text. The text is preserved, and Continue resumes from it. */
function interruption(fault: ErrorDetail): ErrorDetail {
  if (fault.kind !== 'network') return fault;
  return {
    kind: 'interrupted',
    what: `the connection was lost${fault.code === undefined ? '' : ` (${fault.code})`}`,
  };
}
