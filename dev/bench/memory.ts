/** What stays in memory: after an answer of 50,000 tokens, and for each conversation that was opened and left. */
import { execFileSync } from 'node:child_process';
import { panelOf } from '../vscode/drive.ts';
import { extensionHostOf } from '../vscode/extensionHost.ts';
import { ask, delta, end, heapOf, importChats, inPanel, newChat, openChat } from './panel.ts';
import { answer } from './paintText.ts';
import type { BenchOptions, BenchResult } from './table.ts';

/** KB of 1,000 bytes for each conversation, from performance.md of the design. */
const goal = 100;
const conversations = 50;
const messagesEach = 20;
const tokens = 50_000;

export function run({ say }: BenchOptions): Promise<BenchResult> {
  say('opens a window');
  return inPanel(async (window) => {
    const { page, api } = window;
    const session = await page.context().newCDPSession(page);
    const hostProcess = await extensionHostOf(window.workbench);
    const measured = async (): Promise<{ readonly panel: number; readonly host: number }> => ({
      panel: (await heapOf(session)) / 1e6,
      host: residentKilobytes(hostProcess) / 1000,
    });
    const names = await importChats(
      window,
      Array.from({ length: conversations }, () => messagesEach),
    );
    await openChat(page, names[0] ?? '');
    await newChat(page);
    const before = await measured();
    for (const name of names) await openChat(page, name);
    await newChat(page);
    const after = await measured();
    const each = ((after.panel - before.panel) * 1000) / conversations;

    api.reset();
    const pieces = answer(tokens).match(/[^]{1,64}/g) ?? [];
    api.enqueue({ chunks: [{ utf8: pieces.map(delta).join('') + end }] });
    await ask(page, 'All of it');
    await panelOf(page)
      .locator('.answer[data-state="complete"]')
      .last()
      .waitFor({ timeout: 120_000 });
    const withAnswer = await measured();
    await newChat(page);
    const left = await measured();
    return {
      about: `in MB: the JavaScript heap of the window and the panel after a collection, and what the extension host holds of the machine, VS Code's own extensions included; ${conversations} conversations of ${messagesEach} messages`,
      columns: [
        { name: 'panel', digits: 2 },
        { name: 'KB each', digits: 2 },
        { name: 'host', digits: 2 },
      ],
      rows: [
        { name: 'an empty panel', values: [before.panel, null, before.host] },
        {
          name: `after ${conversations} conversations were opened and left`,
          values: [after.panel, each, after.host],
          met: each < goal,
        },
        {
          name: `with an answer of ${tokens} tokens`,
          values: [withAnswer.panel, null, withAnswer.host],
        },
        { name: 'after that was left', values: [left.panel, null, left.host] },
      ],
    };
  });
}

function residentKilobytes(process: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(process)], { encoding: 'utf8' }));
}
