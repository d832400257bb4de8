/** Derives a conversation's title, used until the user renames it. */
import { presets } from './presets.ts';
import { explainTerminalPrompt } from '../request/systemPrompt.ts';
import { firstCharacters } from '../base/graphemes.ts';
import type { Attachment } from '../model/conversation.ts';

const longest = 60;

/**
 * Built-in prompts. Chats that begin with one would all have the same title, so the title names the
 * attachment too.
 */
const ours: readonly { readonly name: string; readonly text: string }[] = [
  ...presets,
  { name: 'Explain', text: explainTerminalPrompt },
];

/**
 * Returns the first line of the first message, or the built-in prompt and its attachment. At most
 * 60 characters.
 */
export function titleOf(text: string, attachments: readonly Attachment[]): string {
  const subject = attachments[0]?.name;
  const prompt = ours.find((each) => text.startsWith(each.text));
  const line = text.trim().split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (prompt !== undefined && subject !== undefined) return cut(`${prompt.name}: ${subject}`);
  return cut(line === '' ? (subject ?? 'New chat') : line);
}

function cut(title: string): string {
  if (firstCharacters(title, longest) === title) return title;
  return `${firstCharacters(title, longest - 1).trimEnd()}…`;
}
