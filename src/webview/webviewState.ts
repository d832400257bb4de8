/**
 * State of the page that survives a reload: drafts by conversation or by the message that they will
 * replace, the prompts for Up, and the scroll position.
 */
import { isScrollAnchor, type ScrollAnchor } from './transcript/scrollAnchor.ts';

export interface WebviewState {
  readonly drafts: Readonly<Record<string, string>>;
  /** Newest last. */
  readonly prompts: readonly string[];
  /** Absent if the reader is at the end of the open chat, which is the default. */
  readonly place?: ScrollAnchor;
}

const mostDrafts = 50;
const mostPrompts = 50;
/** UTF-16 units. Up recalls a longer prompt only until the page is closed. */
const longestPrompt = 20_000;

export function readWebviewState(raw: unknown): WebviewState {
  if (typeof raw !== 'object' || raw === null) return { drafts: {}, prompts: [] };
  const drafts = 'drafts' in raw && typeof raw.drafts === 'object' ? (raw.drafts ?? {}) : {};
  const prompts = 'prompts' in raw && Array.isArray(raw.prompts) ? raw.prompts : [];
  return {
    drafts: Object.fromEntries(
      Object.entries(drafts).filter((entry): entry is [string, string] => isText(entry[1])),
    ),
    prompts: prompts.filter(isText),
    ...('place' in raw && isScrollAnchor(raw.place) ? { place: raw.place } : {}),
  };
}

/** The part of the state that is saved. */
export function bounded(state: WebviewState): WebviewState {
  return { ...state, prompts: state.prompts.filter(({ length }) => length <= longestPrompt) };
}

/** Returns the same state if the position has not changed. */
export function withPlace(state: WebviewState, place: ScrollAnchor | undefined): WebviewState {
  const { drafts, prompts, place: before } = state;
  if (isSamePlace(before, place)) return state;
  return { drafts, prompts, ...(place === undefined ? {} : { place }) };
}

/**
 * An empty text removes the draft. Beyond `mostDrafts`, the oldest drafts are dropped. Returns the
 * same state if the text has not changed.
 */
export function withDraft(state: WebviewState, key: string, text: string): WebviewState {
  if (text === (state.drafts[key] ?? '')) return state;
  const { [key]: _old, ...others } = state.drafts;
  const entries = Object.entries(others);
  return {
    ...state,
    drafts: Object.fromEntries([
      ...entries.slice(-mostDrafts + 1),
      ...(text === '' ? [] : [[key, text] as const]),
    ]),
  };
}

/** A repeated prompt moves to the end. */
export function withPrompt(state: WebviewState, prompt: string): WebviewState {
  const others = state.prompts.filter((other) => other !== prompt);
  return { ...state, prompts: [...others.slice(-mostPrompts + 1), prompt] };
}

function isSamePlace(a: ScrollAnchor | undefined, b: ScrollAnchor | undefined): boolean {
  return (
    a?.conversationId === b?.conversationId &&
    a?.messageId === b?.messageId &&
    a?.above === b?.above
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
