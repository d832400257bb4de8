import assert from 'node:assert/strict';
import { calm, chat, delta, events, finished, snapshot } from '../../browser/chats.ts';
import type { PanelPage } from '../../browser/panelPage.ts';
import { startPanels } from '../../browser/panelPage.ts';

describe('what is sent from the page', function () {
  this.timeout(60_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  let panel: PanelPage;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());
  beforeEach(async () => {
    panel = await panels.open();
  });
  afterEach(async () => {
    const { faults } = panel;
    await panel.close();
    assert.deepEqual(faults, []);
  });

  const message = () => panel.page.getByRole('textbox', { name: 'Message' });
  const hint = () =>
    panel.page.getByRole('alert').getByText('A response is still in progress. Stop it or wait.');
  const sent = async (): Promise<readonly string[]> =>
    (await panel.said()).flatMap((each) => (each.type === 'send' ? [each.text] : []));
  const enter = async (text: string): Promise<void> => {
    await message().fill(text);
    await message().press('Enter');
  };
  const notice = (restoreDraft: string, draftOf: string | null) =>
    ({ type: 'notice', level: 'error', text: 'No.', actions: [], restoreDraft, draftOf }) as const;

  // Enter in mid-stream that takes the text away: archestra-ai/archestra#1791, OpenCoven/coven-cave#397.
  it('stays where it is while a response streams, and it is said why', async () => {
    await panel.tell(snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] }));
    await message().press('Enter');
    assert.equal(await hint().count(), 0, 'nothing was written');
    await enter('And then?');
    await hint().waitFor();
    assert.deepEqual(await sent(), []);
    assert.equal(await message().inputValue(), 'And then?');
    await panel.tell(events(0, delta('m1', 'So.')));
    await hint().waitFor();
    await panel.tell(events(1, finished('m1', { state: 'complete', finishReason: 'stop' })), {
      type: 'state',
      state: calm,
    });
    assert.equal(await hint().count(), 0);
    await message().press('Enter');
    assert.deepEqual(await sent(), ['And then?']);
  });

  it('says no more of a response when another chat is shown, or the text is taken away', async () => {
    const streaming = snapshot(chat(['Why?', ''], { state: 'streaming' }), { running: ['c1'] });
    await panel.tell(streaming);
    await enter('And then?');
    await hint().waitFor();
    await message().fill('');
    assert.equal(await hint().count(), 0);
    await enter('And then?');
    await hint().waitFor();
    await panel.tell(snapshot(chat(['A', 'B'], {}, 'c2')));
    assert.equal(await hint().count(), 0);
    await panel.tell(streaming);
    assert.equal(await message().inputValue(), 'And then?');
  });

  // Two quick messages that begin two chats: langfuse/langfuse#13720, strawpot/strawpot#634.
  it('begins one chat, however fast the next Enter comes, and the text after it stays', async () => {
    await panel.tell(snapshot(null));
    await enter('one');
    await enter('two');
    await message().press('Enter');
    await hint().waitFor();
    assert.deepEqual(await sent(), ['one']);
    assert.equal(await message().inputValue(), 'two');
    await panel.tell(snapshot(chat(['one', 'So.'])));
    assert.equal(await message().inputValue(), 'two');
    await message().press('Enter');
    assert.deepEqual(await sent(), ['one', 'two']);
  });

  it('is possible in the next new chat, though the first message of the one before is on its way', async () => {
    await panel.tell(snapshot(null));
    await enter('one');
    await panel.page.getByRole('button', { name: 'New chat', exact: true }).click();
    await panel.tell(snapshot(null));
    await enter('two');
    assert.deepEqual(await sent(), ['one', 'two']);
  });

  // A failed send that clears what is being written: meshtastic/firmware#3624.
  it('comes back below what is being written', async () => {
    await panel.tell(snapshot(null));
    await enter('one');
    await message().fill('two');
    await panel.tell(notice('one', null));
    assert.equal(await message().inputValue(), 'two\none');
    await message().press('Enter');
    assert.deepEqual(await sent(), ['one', 'two\none'], 'no chat has begun: it can be sent');
  });

  // Text of one chat in another one: microsoft/vscode#323584, 2witstudios/PageSpace#1849.
  it('comes back to the chat that it left, and not to the one that is shown', async () => {
    await panel.tell(snapshot(chat(['A', 'B'])));
    await enter('mine');
    await panel.tell(snapshot(chat(['C', 'D'], {}, 'c2')));
    await message().fill('other');
    await panel.tell(notice('mine', 'c1'), { type: 'focusComposer', text: '/fix', draftOf: null });
    assert.equal(await message().inputValue(), 'other');
    await panel.tell(snapshot(chat(['A', 'B'])));
    assert.equal(await message().inputValue(), 'mine');
    await panel.tell(snapshot(null));
    assert.equal(await message().inputValue(), '/fix');
  });

  it('comes back also where the page was made again meanwhile, and knows no chat yet', async () => {
    await panel.tell(notice('mine', 'c1'));
    await panel.tell(snapshot(chat(['A', 'B'])));
    assert.equal(await message().inputValue(), 'mine');
  });

  it('is refused with one notice, however often the same is said', async () => {
    await panel.tell(snapshot(null), notice('one', null), notice('two', null));
    assert.equal(await panel.page.getByRole('alert').count(), 1);
    assert.equal(await message().inputValue(), 'one\ntwo');
  });

  // Options of a chat that are there no more after the view was left: mckaywrigley/chatbot-ui#633.
  it('has the parameters of a new chat that the host knows, after the page was made again', async () => {
    const open = () => panel.page.getByRole('button', { name: /^Model and parameters/ }).click();
    const field = (name: string) => panel.page.getByRole('textbox', { name });
    await panel.tell(snapshot(null));
    await open();
    await field('Temperature').fill('0.2');
    await field('Temperature').press('Enter');
    assert.deepEqual((await panel.last('setOptions'))?.parameters, { temperature: 0.2 });
    await panel.reload();
    await panel.tell(snapshot(null, { ownParameters: { temperature: 0.2 } }));
    await open();
    assert.equal(await field('Temperature').inputValue(), '0.2');
    await field('Top P').fill('0.5');
    await field('Top P').press('Enter');
    assert.deepEqual((await panel.last('setOptions'))?.parameters, { topP: 0.5 });
    await panel.page.getByRole('button', { name: 'Use settings' }).click();
    assert.deepEqual((await panel.last('setOptions'))?.parameters, {
      temperature: null,
      topP: null,
    });
  });
});
