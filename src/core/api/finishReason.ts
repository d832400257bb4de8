/** Classifies finish reasons. Successful ones are listed: any other reason is not a success. */

import type { FinishReason } from './types.ts';

export type Ending =
  /** The model finished its response. */
  | { readonly kind: 'complete' }
  /** The model finished and called tools. */
  | { readonly kind: 'toolCalls' }
  | { readonly kind: 'length' }
  /** `words` is the provider's text about its filter. */
  | { readonly kind: 'filtered'; readonly words?: string }
  /** The model's tool call was malformed. */
  | { readonly kind: 'malformedCall' }
  /** The provider failed. */
  | { readonly kind: 'error' }
  | { readonly kind: 'unknown' };

/**
 * Compared by letters and digits only, since layers change case and punctuation
 * (`FinishReason.STOP`, `FINISH_REASON_STOP`).
 *
 * - `stop`, `tool_calls`, `function_call`: OpenAI; `STOP`: Google.
 * - `end_turn`, `stop_sequence`, `tool_use`: Anthropic, passed on by gateways
 *   (aws-samples/bedrock-access-gateway#11).
 * - `eos`: Together (openai/openai-dotnet#267).
 * - `eos_token`: text-generation-inference (huggingface/text-generation-inference#2344,
 *   spring-projects/spring-ai#4900).
 */
const goodEnds: ReadonlySet<string> = new Set([
  'stop',
  'endturn',
  'stopsequence',
  'eos',
  'eostoken',
]);
const callEnds: ReadonlySet<string> = new Set([
  'toolcalls',
  'toolcall',
  'functioncall',
  'functioncalls',
  'tooluse',
]);

/** Reasons that mean the token limit, from OpenAI, Google, Anthropic and others. */
const lengthEnds: ReadonlySet<string> = new Set([
  'length',
  'maxlength',
  'maxtokens',
  'maxoutputtokens',
  'maxcompletiontokens',
  'maxnewtokens',
  'tokenlimit',
  'modellength',
  'modelcontextwindowexceeded',
]);

/**
 * Google's reasons (google-gemini/deprecated-generative-ai-python, FinishReason); `sensitive`:
 * anomalyco/opencode#44092. The list only affects the error message: an unlisted reason is not a
 * success either.
 */
const filterEnds: ReadonlySet<string> = new Set([
  'safety',
  'recitation',
  'language',
  'blocklist',
  'prohibitedcontent',
  'spii',
  'imagesafety',
  'imageprohibitedcontent',
  'imagerecitation',
  'malicious',
  'refusal',
  'sensitive',
  'moderation',
]);

/** Values that some servers send while there is no finish reason yet. */
const noReasons: ReadonlySet<string> = new Set(['', 'null', 'none', 'undefined', 'unspecified']);

/** Undefined if the value means that there is no finish reason yet. */
export function endingOf(reason: string): Ending | undefined {
  const filter = /^content[_ -]?filter(?:ed)?\b[\s:_-]*(.*)$/is.exec(reason.trim());
  if (filter !== null) {
    const words = filter[1]?.trim() ?? '';
    return { kind: 'filtered', ...(words === '' ? {} : { words }) };
  }
  const name = reason
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^finishreason(?=.)/, '');
  if (noReasons.has(name)) return undefined;
  if (goodEnds.has(name)) return { kind: 'complete' };
  if (callEnds.has(name)) return { kind: 'toolCalls' };
  if (lengthEnds.has(name)) return { kind: 'length' };
  if (filterEnds.has(name)) return { kind: 'filtered', words: reason.trim() };
  // Google's own OpenAI-compatible layer sends `function_call_filter: MALFORMED_FUNCTION_CALL`.
  if (/^functioncallfilter|malformed.*call|unexpectedtoolcall/.test(name)) {
    return { kind: 'malformedCall' };
  }
  return /^(?:network)?error$/.test(name) ? { kind: 'error' } : { kind: 'unknown' };
}

/**
 * A later successful reason does not override one of these: gateways append their own `stop` to the
 * model's reason.
 */
export function isLasting({ kind }: Ending): boolean {
  return kind === 'length' || kind === 'filtered' || kind === 'malformedCall' || kind === 'error';
}

/**
 * The finish reason of a response. Some gateways send one with every chunk (BerriAI/litellm#2195).
 */
export interface Finish {
  readonly reason: FinishReason | undefined;
  readonly ending: Ending | undefined;
  /**
   * The reason arrived last, in a chunk of its own, as OpenAI sends it: only trailing data follows.
   */
  readonly isSure: boolean;
  /** @param alone The chunk had neither text nor tool calls, and earlier chunks had some. */
  take(reason: FinishReason, alone: boolean): void;
  /** Called when more text or calls arrive: a successful reason received before was not the end. */
  takeBack(): void;
}

export function createFinish(): Finish {
  let reason: FinishReason | undefined;
  let ending: Ending | undefined;
  let isSure = false;
  let cameEarly = false;

  return {
    get reason() {
      return reason;
    },
    get ending() {
      return ending;
    },
    get isSure() {
      return isSure;
    },
    take(next, alone) {
      const nextEnding = endingOf(next);
      if (nextEnding === undefined) return;
      if (ending !== undefined && isLasting(ending) && !isLasting(nextEnding)) return;
      reason = next;
      ending = nextEnding;
      isSure = alone && !cameEarly;
    },
    takeBack() {
      if (ending === undefined) return;
      cameEarly = true;
      isSure = false;
      if (isLasting(ending)) return;
      reason = undefined;
      ending = undefined;
    },
  };
}
