/** What the user is told and asked. Each says what happened to the document, and what can be done. */
import { commands, window, workspace, type Uri } from 'vscode';
import type { Refusal } from '../../core/edit/propose.ts';
import type { Offer } from './question.ts';

export type Choice = 'continue' | 'retry' | 'apply';

const refusals: Readonly<Record<Refusal, string>> = {
  empty: 'The answer was empty.',
  noFence: 'The answer holds no code block.',
  unclosed: 'The answer’s code block does not end, so a part may be missing.',
  fenceUnclear: 'Laplas can’t tell where the response’s code blocks begin and end.',
  blockCount: 'Laplas can’t tell which code block of the response replaces the selection.',
  emptyBlock: 'The answer’s code block is empty: the lines would be deleted.',
  leftOut: 'The answer leaves code out, and where it belongs is not certain.',
  diffUnplaced: 'The response is an edit that doesn’t match the selected lines.',
  editUnread: 'The response is an edit in a format that Laplas can’t read.',
  contextUnclear: 'The response seems to repeat or change lines around the selection.',
};

/** Which of them the user may have applied as it is. */
const applicable: Partial<Readonly<Record<Refusal, string>>> = {
  noFence: 'Apply as Code',
  emptyBlock: 'Delete Lines',
};

/** A complete reply that was not applied by itself. */
export function refused(offer: Offer, reason: Refusal, reply: string): Promise<Choice | undefined> {
  const apply = applicable[reason];
  return choose(offer, `${refusals[reason]} Nothing was changed.`, reply, {
    ...(apply === undefined ? {} : { apply }),
    ...(reason === 'unclosed' ? { continue: 'Continue' } : {}),
    retry: 'Retry',
  });
}

export function cutAtLength(offer: Offer, reply: string): Promise<Choice | undefined> {
  return choose(offer, 'The answer was cut at the limit of tokens. Nothing was changed.', reply, {
    continue: 'Continue',
    retry: 'Retry',
  });
}

async function choose(
  offer: Offer,
  message: string,
  reply: string,
  choices: Partial<Readonly<Record<Choice, string>>>,
): Promise<Choice | undefined> {
  const openAsText = 'Open as Text';
  const titles = Object.values(choices);
  const picked = await offer(message, [...titles, ...(reply.trim() === '' ? [] : [openAsText])]);
  if (picked === openAsText) await openText(reply);
  for (const choice of ['continue', 'retry', 'apply'] as const) {
    if (picked !== undefined && choices[choice] === picked) return choice;
  }
  return undefined;
}

/** Shows a text in an untitled document of its own. */
export async function openText(content: string, language = 'markdown'): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ content, language }), {
    preview: false,
  });
}

export function stopped(): void {
  window.setStatusBarMessage('Laplas: stopped, nothing was changed.', 4000);
}

export function insertingEnded(): void {
  window.setStatusBarMessage(
    'Laplas: no more lines are inserted, as you changed the text there. All of them are in the chat.',
    8000,
  );
}

export function nothingChanged(): void {
  void window.showInformationMessage('The rewrite changes nothing.');
}

export function failedToApply(): void {
  void window.showErrorMessage(
    'The rewrite could not be put into the document: it may be read-only.',
  );
}

export function sentence(text: string): void {
  void window.showInformationMessage(text);
}

/** The user changed the lines that the reply changes. Using the rewrite all the same leaves their text one undo away. */
export async function conflict(
  offer: Offer,
  name: string,
): Promise<'overwrite' | 'compare' | 'keep'> {
  const use = 'Use Rewrite';
  const compare = 'Compare';
  const picked = await offer(
    `You changed lines of ${name} that the rewrite changes too. Your text is as you left it.`,
    [use, compare, 'Keep Mine'],
  );
  if (picked === compare) return 'compare';
  return picked === use ? 'overwrite' : 'keep';
}

/** Opens the native diff editor. */
export async function showDiff(left: Uri, right: Uri, title: string): Promise<void> {
  await commands.executeCommand('vscode.diff', left, right, title, { preview: true });
}
