/**
 * The request and the response of a rewrite. They are stored with the review, and can be opened as
 * a chat.
 */
import type { ErrorDetail } from '../api/types.ts';
import type { Attachment, Conversation, LineRange, Message } from '../model/conversation.ts';
import { titleOf } from '../prompts/title.ts';
import { isRecord } from '../base/guards.ts';
import type { NewId } from '../base/ports.ts';

export interface ExchangedLines {
  /** For example `money.ts:12-17`. */
  readonly name: string;
  readonly uri: string;
  readonly range: LineRange;
  /** VS Code's language id. */
  readonly language: string;
  readonly text: string;
}

export interface Exchange {
  readonly instruction: string;
  /** The lines to rewrite, as they were sent. */
  readonly selections: readonly ExchangedLines[];
  readonly response: string;
  /** The response's text outside its code, as Markdown. */
  readonly notes: string;
  readonly end: 'complete' | 'length' | 'stopped' | 'interrupted';
  /** Why it was interrupted. */
  readonly error?: ErrorDetail;
}

/** The exchange as a conversation of one request and its response, which the user can continue. */
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

/**
 * Parses an exchange from a file; undefined if it is invalid. Only complete responses are stored.
 */
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
 * The first words of Markdown as one line of plain text, for a CodeLens or a notification. Links
 * lose their targets: VS Code makes links in notifications clickable, including command links, and
 * this text comes from the model.
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
