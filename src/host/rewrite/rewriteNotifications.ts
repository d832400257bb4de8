/**
 * Messages and questions for the user. Each says what happened to the document and what to do next.
 */
import { window, workspace } from 'vscode';
import { firstWords } from '../../core/rewrite/exchange.ts';
import type { Proposal, RejectReason } from '../../core/rewrite/propose.ts';
import type { Offer } from './rewriteQuestion.ts';

/** `rephrase`: retry with another instruction. `chat`: show the response in the chat. */
export type Choice = 'continue' | 'retry' | 'rephrase' | 'apply' | 'chat';

/** Shows the instruction and the whole response as a chat. */
export const viewInChat = 'View in Chat';
const openAsText = 'Open as Text';
/** Maximum characters of the response's text in a notification. */
const mostWords = 300;

const refusals: Readonly<Record<RejectReason, string>> = {
  empty: 'The response was empty.',
  noFence: 'The response contains no code block.',
  unclosed: 'The response’s code block isn’t closed, so a part of it may be missing.',
  fenceUnclear: 'Laplas can’t tell where the response’s code blocks begin and end.',
  blockCount: 'Laplas can’t tell which code block of the response replaces which selection.',
  emptyBlock: 'The response’s code block is empty, so applying it would delete the lines.',
  leftOut: 'The response omits code, and Laplas can’t tell where it belongs.',
  diffUnplaced: 'The response is a diff that doesn’t match the selected lines.',
  editUnread: 'The response is a diff in a form that Laplas can’t read with certainty.',
  contextUnclear: 'The response seems to repeat or change lines around the selection.',
};

const noChanges = 'No changes were made.';

/**
 * Reports a complete response that wasn't applied.
 * @param isCode Whether a response without a code block may still be code.
 */
export async function refused(
  offer: Offer,
  { reason, notes }: Extract<Proposal, { kind: 'refused' }>,
  reply: string,
  isCode: boolean,
): Promise<Choice | undefined> {
  const words = firstWords(notes, mostWords);
  if (reason === 'noFence' && !isCode) {
    // The model asks a question or explains why not: show its own text, and a way to respond.
    return choose(offer, `${quoted(words)} ${noChanges}`, {
      'Answer in Chat': 'chat',
      'Retry…': 'rephrase',
    });
  }
  const said = words === '' || reason === 'noFence' ? '' : ` Note: ${quoted(words)}`;
  return choose(offer, `${refusals[reason]} ${noChanges}${said}`, {
    ...(reason === 'unclosed' ? { Continue: 'continue' } : {}),
    Retry: 'retry',
    ...(reply.trim() === '' ? {} : { [viewInChat]: 'chat' }),
    ...(isCode ? { 'Apply as Code': 'apply' } : {}),
    ...(reason === 'emptyBlock' ? { 'Delete Lines': 'apply' } : {}),
  });
}

/** Reports a code block of the chat that wasn't applied. */
export async function notApplied(
  offer: Offer,
  reason: RejectReason,
  code: string,
  language: string,
): Promise<void> {
  const newFile = 'New File';
  const picked = await offer(`${refusals[reason]} ${noChanges}`, [newFile]);
  if (picked === newFile) await openText(code, language);
}

export function cutAtLength(offer: Offer, reply: string): Promise<Choice | undefined> {
  return choose(offer, `The response reached the token limit. ${noChanges}`, {
    Continue: 'continue',
    Retry: 'retry',
    ...(reply.trim() === '' ? {} : { [viewInChat]: 'chat' }),
  });
}

/** Reports that the document can't be opened. Returns the chosen button, or undefined. */
export async function gone(offer: Offer, name: string, reply: string): Promise<string | undefined> {
  const picked = await offer(
    `Couldn’t apply the rewrite because ${name} no longer exists or can’t be opened.`,
    [viewInChat, openAsText],
  );
  if (picked === openAsText) await openText(reply);
  return picked;
}

/** Reports that VS Code refused the edit. */
export function failedToApply(
  offer: Offer,
  name: string,
  reply: string,
): Promise<Choice | undefined> {
  return choose(offer, `Couldn’t apply the rewrite. ${name} might be read-only.`, {
    Retry: 'retry',
    ...(reply.trim() === '' ? {} : { [viewInChat]: 'chat' }),
  });
}

/** Returns true if the user wants to see the response. */
export async function nothingChanged(notes: string): Promise<boolean> {
  const words = firstWords(notes, mostWords);
  const said = words === '' ? '' : ` ${quoted(words)}`;
  const picked = await window.showInformationMessage(
    `The rewrite made no changes.${said}`,
    viewInChat,
  );
  return picked === viewInChat;
}

async function choose(
  offer: Offer,
  message: string,
  choices: Readonly<Record<string, Choice>>,
): Promise<Choice | undefined> {
  const picked = await offer(message, Object.keys(choices));
  return picked === undefined ? undefined : choices[picked];
}

function quoted(words: string): string {
  return `“${words}”`;
}

/** Shows a text in a new untitled document. */
export async function openText(content: string, language = 'markdown'): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ content, language }), {
    preview: false,
  });
}

export function stopped(): void {
  window.setStatusBarMessage(`Laplas: Rewrite stopped. ${noChanges}`, 4000);
}

export function insertingEnded(): void {
  window.setStatusBarMessage(
    'Laplas: Stopped inserting because you edited the inserted text. The full code is in the chat.',
    8000,
  );
}

/** Reports that VS Code refused to insert code from the chat. */
export function failedToInsert(name: string): void {
  void window.showErrorMessage(`Couldn’t insert the code. ${name} might be read-only.`);
}

export function sentence(text: string): void {
  void window.showInformationMessage(text);
}

/**
 * Asks after the user edited the lines that the response changes. Overwriting leaves the user's
 * text one undo away.
 */
export async function conflict(
  offer: Offer,
  name: string,
): Promise<'overwrite' | 'compare' | 'keep'> {
  const use = 'Overwrite My Edits';
  const compare = 'Compare';
  const picked = await offer(
    `You edited the same lines in ${name} as the rewrite. Your edits were kept.`,
    [compare, use, 'Keep My Edits'],
  );
  if (picked === compare) return 'compare';
  return picked === use ? 'overwrite' : 'keep';
}
