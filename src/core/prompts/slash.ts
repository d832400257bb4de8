/** `/` commands of the composer: `/tests`, `/fix only the first`, `/clear`. */
import type { Prompt } from './presets.ts';

/** Those that are no prompts, and what they do. */
export const chatCommands = {
  clear: 'begin a new chat',
  export: 'write this chat to a file',
} as const;

export type ChatCommand = keyof typeof chatCommands;

export type Slash =
  | { readonly kind: 'chat'; readonly command: ChatCommand }
  | { readonly kind: 'prompt'; readonly prompt: Prompt; readonly more: string }
  | { readonly kind: 'unknown'; readonly word: string };

/** What a message says that begins with a `/` word. Undefined for one that does not: a path such as `/usr/bin` is none. */
export function parseSlash(text: string, prompts: readonly Prompt[]): Slash | undefined {
  const [, word, more = ''] = /^\/([\p{L}\p{N}][\p{L}\p{N}-]*)(?:\s+([^]*))?$/u.exec(text) ?? [];
  if (word === undefined) return undefined;
  const wanted = word.toLowerCase();
  // With more words it is a sentence, of which none may be lost: `/clear the cache in load()`.
  if (isChatCommand(wanted))
    return more.trim() === '' ? { kind: 'chat', command: wanted } : undefined;
  const prompt = prompts.find((each) => each.word === wanted);
  return prompt === undefined
    ? { kind: 'unknown', word }
    : { kind: 'prompt', prompt, more: more.trim() };
}

export interface SlashOffer {
  readonly word: string;
  readonly detail: string;
}

/** What fits the beginning of a `/` word, in the order that they are listed. */
export function offerSlash(typed: string, prompts: readonly Prompt[]): readonly SlashOffer[] {
  const all: SlashOffer[] = [
    ...prompts.map(({ word, name, target }) => ({
      word,
      detail: target === 'rewrite' ? `${name}, as a rewrite` : name,
    })),
    ...Object.entries(chatCommands).map(([word, detail]) => ({ word, detail })),
  ];
  return all.filter(({ word }) => word.startsWith(typed.toLowerCase()));
}

/** A prompt with what the user added after its `/` word. */
export function withMore(text: string, more: string): string {
  return more === '' ? text : `${text}\n\n${more}`;
}

function isChatCommand(word: string): word is ChatCommand {
  return Object.hasOwn(chatCommands, word);
}
