/** Parses and suggests the composer's `/` commands: `/tests`, `/fix only the first`, `/clear`. */
import type { Prompt } from './presets.ts';

/** Commands that are not prompts, with a description. */
export const chatCommands = {
  clear: 'begin a new chat',
  export: 'write this chat to a file',
} as const;

export type ChatCommand = keyof typeof chatCommands;

export type Slash =
  | { readonly kind: 'chat'; readonly command: ChatCommand }
  | { readonly kind: 'prompt'; readonly prompt: Prompt; readonly more: string }
  | { readonly kind: 'unknown'; readonly word: string };

/**
 * Parses a message that begins with a `/` command. Undefined for other messages, such as a path
 * like `/usr/bin`.
 */
export function parseSlash(text: string, prompts: readonly Prompt[]): Slash | undefined {
  const [, word, more = ''] = /^\/([\p{L}\p{N}][\p{L}\p{N}-]*)(?:\s+([^]*))?$/u.exec(text) ?? [];
  if (word === undefined) return undefined;
  const wanted = word.toLowerCase();
  // With more words it is a sentence, not a command, and must be sent: `/clear the cache in
  // load()`.
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

/** Returns the commands that start with the typed text, in display order. */
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

/** Appends the text that the user typed after the `/` command. */
export function withMore(text: string, more: string): string {
  return more === '' ? text : `${text}\n\n${more}`;
}

function isChatCommand(word: string): word is ChatCommand {
  return Object.hasOwn(chatCommands, word);
}
