import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { panelOf, quickInput, runCommand, visibleText } from '../../dev/vscode/drive.ts';
import { until } from '../../dev/vscode/until.ts';
import { imageInfo } from '../../src/core/context/imageSize.ts';
import { answerIn, ask, composer, newChat } from './chatDriver.ts';
import { screenshot, useWindow } from './window.ts';

interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
}

describe('what was really sent', () => {
  const window = useWindow();

  beforeEach(async () => {
    await newChat(window().page);
  });

  it('is a pasted picture as an image part, scaled down to what the model looks at', async () => {
    const { page, api } = window();
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(3136, 784);
      const context = canvas.getContext('2d');
      if (context !== null) {
        context.fillStyle = 'teal';
        context.fillRect(0, 0, 3136, 784);
      }
      const picture = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    });
    await composer(page).focus();
    await page.keyboard.press('Control+V');
    const chip = panelOf(page).getByRole('list', { name: 'Attachments' }).getByRole('listitem');
    await chip.getByText('image.png').waitFor();
    await panelOf(page)
      .getByRole('button', { name: /^Show request: about [1-9]/ })
      .waitFor();
    await screenshot(page, 'picture-chip');
    await ask(page, 'What is in the picture?');
    await answerIn(page, 'complete');
    await chip.waitFor({ state: 'detached' });
    const body = JSON.parse(api.requests().at(-1)?.body ?? '{}') as {
      messages: readonly { readonly role: string; readonly content: string | readonly Part[] }[];
    };
    const content = body.messages.at(-1)?.content ?? '';
    assert.ok(typeof content !== 'string');
    assert.deepEqual(
      content.map(({ type }) => type),
      ['text', 'image_url'],
    );
    assert.equal(content[0]?.text, 'What is in the picture?');
    const [, base64 = ''] =
      /^data:image\/png;base64,(.+)$/.exec(content[1]?.image_url?.url ?? '') ?? [];
    const { width, height } = imageInfo(Buffer.from(base64, 'base64')) ?? {};
    assert.deepEqual([width, height], [1568, 392]);
    await screenshot(page, 'picture-sent');
  });

  it('are pictures that were dropped and picked', async () => {
    const { page, api } = window();
    const png = await composer(page).evaluate(async (box) => {
      const canvas = new OffscreenCanvas(30, 20);
      canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
      const picture = await canvas.convertToBlob({ type: 'image/png' });
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([picture], 'dropped.png', { type: 'image/png' }));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      box.dispatchEvent(new DragEvent('dragenter', options));
      box.dispatchEvent(new DragEvent('drop', options));
      return [...new Uint8Array(await picture.arrayBuffer())];
    });
    const chips = panelOf(page).getByRole('list', { name: 'Attachments' }).getByRole('listitem');
    await chips.getByText('dropped.png').waitFor();
    await panelOf(page)
      .locator('input[type="file"]')
      .setInputFiles({
        name: 'picked.png',
        mimeType: 'image/png',
        buffer: Buffer.from([...png, 0]),
      });
    await chips.getByText('picked.png').waitFor();
    await ask(page, 'And these?');
    await answerIn(page, 'complete');
    const body = api.requests().at(-1)?.body ?? '';
    assert.equal(body.match(/"type":"image_url"/g)?.length, 2);
  });

  it('is shown by Show Request after the settings have changed', async () => {
    const { page } = window();
    await ask(page, 'Sent to the first model');
    await answerIn(page, 'complete');
    try {
      await selectModel(page, 'another-model');
      await composer(page).fill('Not sent yet');
      await until(async () => {
        await panelOf(page)
          .getByRole('button', { name: /^Show request/ })
          .click();
        await page.getByRole('tab', { name: /^Request\.json/ }).waitFor();
        return /"model": "another-model"/.test(await visibleText(page)) || undefined;
      }, 'the request before sending follows the settings');
      await composer(page).fill('');
      await runCommand(page, 'Laplas: Show Request');
      await page.getByRole('tab', { name: /^Sent request\.json/ }).waitFor();
      const shown = await until(async () => {
        const text = await visibleText(page);
        return text.includes('Sent to the first model') ? text : undefined;
      }, 'the sent request');
      assert.match(shown, /"model": "google\/gemini-2.0-flash-exp"/);
      assert.doesNotMatch(shown, /Not sent yet/);
    } finally {
      await selectModel(page, 'google/gemini-2.0-flash-exp');
    }
  });
});

async function selectModel(page: Page, name: string): Promise<void> {
  await runCommand(page, 'Laplas: Select Model');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Another name' }).click();
  const input = quickInput(page);
  await page.getByText('The model’s name, as the API knows it.').waitFor();
  await input.fill(name);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}
