/** What was asked of the model for a rewrite and what it responded: kept with the review, and shown as a chat when the user asks for it. */
import type { ErrorDetail } from '../api/types.ts';
import type { Attachment, Conversation, LineRange, Message } from '../model/conversation.ts';
import { titleOf } from '../prompts/title.ts';
import { isRecord } from '../base/guards.ts';
import type { NewId } from '../base/ports.ts';

export interface ExchangedLines {
  /** `money.ts:12-17`. */
  readonly name: string;
  readonly uri: string;
  readonly range: LineRange;
  /** VS Code's language id. */
  readonly language: string;
  readonly text: string;
}

export interface Exchange {
  readonly instruction: string;
  /** The lines that were to be rewritten, as they were sent. */
  readonly selections: readonly ExchangedLines[];
  readonly response: string;
  /** What the response says beside its code, as Markdown. */
  readonly notes: string;
  readonly end: 'complete' | 'length' | 'stopped' | 'interrupted';
  /** Why it was interrupted. */
  readonly error?: ErrorDetail;
}

/** The exchange as a chat of one question and its answer, which the user can go on with. */
export function exchangeChat(exchange: Exchange, newId: NewId, now: number): Conversation {
  const { instruction, selections, response } = exchange;
  const attachments = selections.map((lines): Attachment => ({
    kind: 'selection',
    id: newId(),
    ...lines,
  }));
  const question: Message = {
    id: newId(),
    parentId: null,
    role: 'user',
    text: instruction,
    attachments,
    state: 'complete',
    createdAt: now,
  };
  const answer: Message = {
    id: newId(),
    parentId: question.id,
    role: 'assistant',
    text: response,
    attachments: [],
    createdAt: now,
    ...endOf(exchange),
  };
  return {
    id: newId(),
    title: titleOf(instruction, attachments),
    createdAt: now,
    updatedAt: now,
    pinned: false,
    messages: [question, answer],
    head: answer.id,
  };
}

function endOf({ end, error }: Exchange): Pick<Message, 'state' | 'finishReason' | 'error'> {
  switch (end) {
    case 'complete':
      return { state: 'complete', finishReason: 'stop' };
    case 'length':
      return { state: 'interrupted', finishReason: 'length' };
    case 'stopped':
      return { state: 'stopped' };
    case 'interrupted':
      return { state: 'interrupted', ...(error === undefined ? {} : { error }) };
  }
}

/** Reads one from a file; undefined where it isn't one. Only complete responses are stored. */
export function parseExchange(value: unknown): Exchange | undefined {
  if (!isRecord(value)) return undefined;
  const { instruction, selections, response, notes } = value;
  if (typeof instruction !== 'string' || typeof response !== 'string') return undefined;
  if (typeof notes !== 'string' || !Array.isArray(selections)) return undefined;
  const lines = (selections as readonly unknown[]).map(linesFrom);
  const known = lines.filter((each) => each !== undefined);
  return known.length < lines.length
    ? undefined
    : { instruction, selections: known, response, notes, end: 'complete' };
}

function linesFrom(value: unknown): ExchangedLines | undefined {
  if (!isRecord(value) || !isRecord(value['range'])) return undefined;
  const { name, uri, language, text } = value;
  const { start, end } = value['range'];
  if (typeof name !== 'string' || typeof uri !== 'string') return undefined;
  if (typeof language !== 'string' || typeof text !== 'string') return undefined;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  return { name, uri, range: { start, end }, language, text };
}

/**
 * The first words of Markdown as one line of plain text, for a lens or a notification. Links lose their targets: VS Code makes links in
 * a notification clickable, commands among them, and this text is the model's.
 */
export function firstWords(markdown: string, most: number): string {
  const plain = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\d+[.)])[ \t]+/gm, '')
    .replace(/(\*{1,3}|`{1,3}|~~)(?=\S)([^*`~\n]*[^*`~\s])\1/g, '$2')
    .replace(/[[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...plain];
  if (characters.length <= most) return plain;
  const cut = characters.slice(0, most - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
