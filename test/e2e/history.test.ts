import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { panelOf, runCommand, textOf, untilReady } from '../../dev/vscode/drive.ts';
import { extensionHostOf } from '../../dev/vscode/extensionHost.ts';
import { until } from '../../dev/vscode/until.ts';
import { decode } from '../../src/core/history/journal.ts';
import { replay } from '../../src/core/history/replay.ts';
import { soak } from '../unit/history/seeds.ts';
import { answerIn, ask, button, delta, newChat } from './chatDriver.ts';
import { chatFiles, stored } from './storage.ts';
import { screenshot, useWindow } from './window.ts';

describe('an extension host that dies in the middle of an answer', function () {
  this.timeout(soak(3_600_000, 120_000));
  const window = useWindow({});

  it('promise 9: leaves the question and the answer so far, interrupted, and nothing is sent again', async () => {
    const { page, api } = window();
    const kills = soak(200, 1);
    for (let kill = 0; kill < kills; kill++) {
      await newChat(page);
      const known = await chatFiles(window());
      const counted = Array.from({ length: 2_000 }, (_, index) => ({
        utf8: delta(`${index + 1}, `),
        delayMs: 5,
      }));
      api.enqueue({ chunks: counted, end: 'hold' });
      await ask(page, 'Count on');
      const answer = await answerIn(page, 'streaming');
      // A different point each time, in the middle of the stream.
      const wanted = 1 + ((40 + kill * 37) % 200);
      await answer
        .getByText(new RegExp(`\\b${wanted}\\b`))
        .first()
        .waitFor();
      const seen = numbers(await textOf(answer.locator('.markdown')));
      // Text that has been shown for 250 ms is on disk. The numbers arrive 5 ms apart.
      await answer
        .getByText(new RegExp(`\\b${seen.length + 50}\\b`))
        .first()
        .waitFor();
      const sent = api.requests().length;
      const host = await extensionHostOf(window().workbench);
      process.kill(host, 'SIGKILL');
      await until(() => Promise.resolve(isRunning(host) ? undefined : true), 'the host has gone');
      const [file = ''] = (await chatFiles(window())).filter((name) => !known.includes(name));
      const journal = decode(await readFile(stored(window(), 'chats', file)));
      const messages = replay('chat', journal)?.messages ?? [];
      assert.equal(journal.lost, 0, `kill ${kill}`);
      assert.equal(messages[0]?.text, 'Count on', `kill ${kill}`);
      const kept = numbers(messages[1]?.text ?? '');
      assert.ok(
        kept.length >= seen.length,
        `kill ${kill}: ${seen.length} seen, ${kept.length} kept`,
      );
      assert.deepEqual(
        kept,
        counted.slice(0, kept.length).map((_, index) => index + 1),
      );
      await page.reload();
      await untilReady(page);
      if (kill % soak(20, 1) !== 0) continue;
      await runCommand(page, 'Laplas: Open Chat');
      const back = await answerIn(page, 'interrupted');
      assert.deepEqual(
        numbers(await textOf(back.locator('.markdown'))).slice(0, kept.length),
        kept,
      );
      await panelOf(page).getByRole('article', { name: 'You' }).getByText('Count on').waitFor();
      assert.equal(api.requests().length, sent, 'nothing is sent by itself');
      await button(page, 'Continue').first().waitFor();
      if (kill === 0) await screenshot(page, 'history-interrupted');
    }
  });
});

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

function numbers(text: string): readonly number[] {
  return [...text.matchAll(/\b\d{1,4}\b/g)].map((match) => Number(match[0]));
}
