/** What the history calls a conversation until the user renames it. */
import { presets } from './presets.ts';
import { explainTerminalPrompt } from '../request/systemPrompt.ts';
import { firstCharacters } from '../base/graphemes.ts';
import type { Attachment } from '../model/conversation.ts';

const longest = 60;

/** Prompts of ours, all of whose chats would have the same title: what they were about tells them apart. */
const ours: readonly { readonly name: string; readonly text: string }[] = [
  ...presets,
  { name: 'Explain', text: explainTerminalPrompt },
];

/** The first line of the first message, or what a prompt of ours was run on; at most 60 characters. */
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
