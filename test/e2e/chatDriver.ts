/** The chat panel as a person uses it: what the end-to-end tests do and look for, by roles and names. */
import type { Locator, Page } from 'playwright-core';
import { panelOf, runCommand } from '../../dev/vscode/drive.ts';

/** Opens the panel with a new chat. */
export async function newChat(page: Page): Promise<void> {
  await runCommand(page, 'Laplas: New Chat');
  // Its tools are there once the page knows which chat is open.
  await button(page, 'Attach').waitFor();
  // The chat that was open before is gone from the page only when the host has answered.
  await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
  // What is done next must not lose the focus to the composer.
  await composer(page).and(panelOf(page).locator(':focus')).waitFor();
}

export function composer(page: Page): Locator {
  return panelOf(page).getByRole('textbox', { name: 'Message', exact: true });
}

export async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The last answer, once it is in that state. */
export async function answerIn(
  page: Page,
  state: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'stopped',
): Promise<Locator> {
  const panel = panelOf(page);
  // The last of all: behind a question that is not answered yet, the answer before it is none to that.
  const last = panel.getByRole('article').last();
  const answer = last
    .and(panel.getByRole('article', { name: 'Laplas' }))
    .and(panel.locator(`[data-state="${state}"]`));
  await answer.waitFor();
  return answer;
}

/** Asks once more in the same chat, and gives the answer to that, whole: the one before it is whole already. */
export async function askAgain(page: Page, text: string): Promise<Locator> {
  const answers = panelOf(page).getByRole('article', { name: 'Laplas' });
  const before = await answers.count();
  await ask(page, text);
  await answers.nth(before).waitFor();
  return answerIn(page, 'complete');
}

/** What both sides have said, whether it is scrolled into view or not. */
export async function said(page: Page): Promise<readonly string[]> {
  const texts = await panelOf(page).getByRole('article').allTextContents();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

export function button(page: Page, name: string): Locator {
  return panelOf(page).getByRole('button', { name, exact: true });
}

/** A streamed piece of an answer, as the API sends it. */
export function delta(content: string): string {
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}

/** The end of a streamed answer. */
export function end(finishReason = 'stop'): string {
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: finishReason }] })}\n\ndata: [DONE]\n\n`;
}
