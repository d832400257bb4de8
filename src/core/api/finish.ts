/** What a finish reason says about a response. The good ends are a list: a reason that is not on it is no success. */

import type { FinishReason } from './types.ts';

export type Ending =
  /** The model said that it was done. */
  | { readonly kind: 'complete' }
  /** The same, and that it called tools. */
  | { readonly kind: 'toolCalls' }
  | { readonly kind: 'length' }
  /** `words` are what the provider says about its filter. */
  | { readonly kind: 'filtered'; readonly words?: string }
  /** The model's call of a tool could not be read. */
  | { readonly kind: 'malformedCall' }
  /** The provider failed. */
  | { readonly kind: 'error' }
  | { readonly kind: 'unknown' };

/**
 * Compared by their letters and digits alone, since layers change the case and the signs (`FinishReason.STOP`, `FINISH_REASON_STOP`).
 *
 * - `stop`, `tool_calls`, `function_call`: OpenAI's; `STOP` is Google's.
 * - `end_turn`, `stop_sequence`, `tool_use`: Anthropic's, which gateways pass on (aws-samples/bedrock-access-gateway#11).
 * - `eos`: Together (openai/openai-dotnet#267).
 * - `eos_token`: text-generation-inference (huggingface/text-generation-inference#2344, spring-projects/spring-ai#4900).
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

/** The token limit in the words of OpenAI, Google, Anthropic and others. */
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

/** Google's: google-gemini/deprecated-generative-ai-python, FinishReason; `sensitive`: anomalyco/opencode#44092. Only the words depend on this list. */
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

/** What some servers send where there is no reason yet. */
const noReasons: ReadonlySet<string> = new Set(['', 'null', 'none', 'undefined', 'unspecified']);

/** Undefined where the text says that there is no finish reason yet. */
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
  // `function_call_filter: MALFORMED_FUNCTION_CALL` is how Google's own OpenAI layer says it.
  if (/^functioncallfilter|malformed.*call|unexpectedtoolcall/.test(name)) {
    return { kind: 'malformedCall' };
  }
  return /^(?:network)?error$/.test(name) ? { kind: 'error' } : { kind: 'unknown' };
}

/** A good end that follows one of these does not undo it: gateways put a `stop` of their own behind the model's reason. */
export function isLasting({ kind }: Ending): boolean {
  return kind === 'length' || kind === 'filtered' || kind === 'malformedCall' || kind === 'error';
}

/** The finish reason of a response, of which some gateways send one with each piece of text (BerriAI/litellm#2195). */
export interface Finish {
  readonly reason: FinishReason | undefined;
  readonly ending: Ending | undefined;
  /** It came by itself and last, as OpenAI sends it: nothing but trailing matter follows. */
  readonly isSure: boolean;
  /** @param alone The chunk had neither text nor calls, and there were some before it. */
  take(reason: FinishReason, alone: boolean): void;
  /** More of the response came: what was no end is taken back. */
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
