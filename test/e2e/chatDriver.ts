/** The chat panel for end-to-end tests: what a user does there, found by roles and names. */
import type { Locator, Page } from 'playwright-core';
import { panelOf, runCommand } from '../../dev/vscode/drive.ts';

/** Opens the panel with a new chat. */
export async function newChat(page: Page): Promise<void> {
  await runCommand(page, 'Laplas: New Chat');
  // The buttons are there once the page knows which chat is open.
  await button(page, 'Attach').waitFor();
  // The page removes the previous chat only when the host has responded.
  await panelOf(page).getByRole('article').first().waitFor({ state: 'detached' });
  // Wait for the composer to get the focus. Otherwise it would take the focus from the test's next
  // step.
  await composer(page).and(panelOf(page).locator(':focus')).waitFor();
}

export function composer(page: Page): Locator {
  return panelOf(page).getByRole('textbox', { name: 'Message', exact: true });
}

export async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The last response, once it is in the given state. */
export async function answerIn(
  page: Page,
  state: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'stopped',
): Promise<Locator> {
  const panel = panelOf(page);
  // The last article must be a response. If it is a question without a response, the previous
  // response is not the one to check.
  const last = panel.getByRole('article').last();
  const answer = last
    .and(panel.getByRole('article', { name: 'Laplas' }))
    .and(panel.locator(`[data-state="${state}"]`));
  await answer.waitFor();
  return answer;
}

/**
 * Asks again in the same chat and returns the complete response. Counts the responses, because the
 * previous one is complete already.
 */
export async function askAgain(page: Page, text: string): Promise<Locator> {
  const answers = panelOf(page).getByRole('article', { name: 'Laplas' });
  const before = await answers.count();
  await ask(page, text);
  await answers.nth(before).waitFor();
  return answerIn(page, 'complete');
}

/** The text of all messages, including those scrolled out of view. */
export async function said(page: Page): Promise<readonly string[]> {
  const texts = await panelOf(page).getByRole('article').allTextContents();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

export function button(page: Page, name: string): Locator {
  return panelOf(page).getByRole('button', { name, exact: true });
}

/** A streamed chunk with one delta, as the API sends it. */
export function delta(content: string): string {
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}

/** The last chunks of a streamed response. */
export function end(finishReason = 'stop'): string {
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: finishReason }] })}\n\ndata: [DONE]\n\n`;
}
