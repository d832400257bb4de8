/** What the page keeps for itself over a reload: drafts by conversation, the prompts that Up brings back, and where the reader was. */
import { isPlace, type Place } from './transcript/place.ts';

export interface KeptState {
  readonly drafts: Readonly<Record<string, string>>;
  /** Newest last. */
  readonly prompts: readonly string[];
  /** Absent at the end of the open chat, where a reader begins. */
  readonly place?: Place;
}

const mostDrafts = 50;
const mostPrompts = 50;

export function readKept(raw: unknown): KeptState {
  if (typeof raw !== 'object' || raw === null) return { drafts: {}, prompts: [] };
  const drafts = 'drafts' in raw && typeof raw.drafts === 'object' ? (raw.drafts ?? {}) : {};
  const prompts = 'prompts' in raw && Array.isArray(raw.prompts) ? raw.prompts : [];
  return {
    drafts: Object.fromEntries(
      Object.entries(drafts).filter((entry): entry is [string, string] => isText(entry[1])),
    ),
    prompts: prompts.filter(isText),
    ...('place' in raw && isPlace(raw.place) ? { place: raw.place } : {}),
  };
}

export function withPlace({ drafts, prompts }: KeptState, place: Place | undefined): KeptState {
  return { drafts, prompts, ...(place === undefined ? {} : { place }) };
}

/** An empty draft is none. The newest are kept. */
export function withDraft(state: KeptState, key: string, text: string): KeptState {
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

/** The same prompt again moves to the end. */
export function withPrompt(state: KeptState, prompt: string): KeptState {
  const others = state.prompts.filter((other) => other !== prompt);
  return { ...state, prompts: [...others.slice(-mostPrompts + 1), prompt] };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
