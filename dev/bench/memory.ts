/** What stays in memory: after an answer of 50,000 tokens, and for each conversation that was opened and left. */
import { panelOf } from '../vscode/drive.ts';
import { ask, delta, end, heapOf, importChats, inPanel, newChat, openChat } from './panel.ts';
import { answer } from './paintText.ts';
import type { BenchResult } from './table.ts';

/** KB of 1,000 bytes for each conversation, from performance.md of the design. */
const goal = 100;
const conversations = 50;
const messagesEach = 20;
const tokens = 50_000;

export function run(): Promise<BenchResult> {
  return inPanel(async (window) => {
    const { page, api } = window;
    const session = await page.context().newCDPSession(page);
    const megabytes = async (): Promise<number> => (await heapOf(session)) / 1e6;
    const names = await importChats(
      window,
      Array.from({ length: conversations }, () => messagesEach),
    );
    await openChat(page, names[0] ?? '');
    await newChat(page);
    const before = await megabytes();
    for (const name of names) await openChat(page, name);
    await newChat(page);
    const after = await megabytes();
    const each = ((after - before) * 1000) / conversations;

    api.reset();
    const pieces = answer(tokens).match(/[^]{1,64}/g) ?? [];
    api.enqueue({ chunks: [{ utf8: pieces.map(delta).join('') + end }] });
    await ask(page, 'All of it');
    await panelOf(page).locator('[data-state="complete"]').last().waitFor({ timeout: 120_000 });
    const withAnswer = await megabytes();
    await newChat(page);
    const left = await megabytes();
    return {
      about: `JavaScript heap of the window and the panel after a collection, in MB; ${conversations} conversations of ${messagesEach} messages`,
      columns: ['MB', 'KB each'],
      rows: [
        { name: 'an empty panel', values: [before, ''] },
        {
          name: `after ${conversations} conversations were opened and left`,
          values: [after, each],
          met: each < goal,
        },
        { name: `with an answer of ${tokens} tokens`, values: [withAnswer, ''] },
        { name: 'after that was left', values: [left, ''] },
      ],
    };
  });
}
