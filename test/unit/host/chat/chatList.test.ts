import assert from 'node:assert/strict';
import { patience } from '../../../../src/core/history/locks.ts';
import { createChatList } from '../../../../src/host/chat/chatList.ts';
import { failureText } from '../../../../src/host/chat/failureText.ts';
import { desk } from './desk.ts';

/** One window has just asked something, the other has its list before it. */
async function setUp() {
  const { clock, files, window, rest } = desk();
  const [one, two] = [window(), window()];
  const id = await one.ask('first');
  const post = (message: (typeof two.told)[number]) => two.told.push(message);
  const list = createChatList({ chat: two.chat, store: two.store, clock, post });
  const listed = () => two.told.findLast((message) => message.type === 'history')?.items;
  const notices = () =>
    two.told.flatMap((message) => (message.type === 'notice' ? [message.text] : []));
  return { clock, files, rest, one, two, id, list, listed, notices };
}

function isBusy(error: unknown): boolean {
  const words = 'Another window is writing this chat. Wait until it’s done, then try again.';
  assert.equal(failureText(error), words);
  return true;
}

describe('the list of chats', () => {
  it('leaves a chat open that is brought back before it was deleted, and opened again', async () => {
    const { two, id, list, listed, rest } = await setUp();
    await rest();
    await two.chat.openChat(id);
    await Promise.all([list.remove(id), list.restore(id), two.chat.openChat(id)]);
    assert.deepEqual(
      listed()?.map((item) => item.id),
      [id],
    );
    assert.equal(two.chat.current, id);
    assert.equal(two.shown()?.messages.length, 2);
    await two.ask('and then?');
    assert.equal((await two.store.open(id))?.conversation.messages.length, 4);
  });

  it('opens a chat that is being brought back', async () => {
    const { two, id, list, rest } = await setUp();
    await rest();
    await list.remove(id);
    await Promise.all([list.restore(id), two.chat.openChat(id)]);
    assert.equal(two.chat.current, id);
    assert.equal(two.shown()?.messages.length, 2);
  });

  it('does all that is asked of one chat in the order in which it is asked', async () => {
    const { two, id, list, listed, notices, rest } = await setUp();
    await rest();
    await Promise.all([
      list.rename(id, 'Another'),
      list.remove(id),
      list.restore(id),
      list.pin(id, true),
    ]);
    assert.deepEqual(
      listed()?.map(({ title, pinned }) => [title, pinned]),
      [['Another', true]],
    );
    assert.deepEqual(notices(), []);
    assert.deepEqual(
      two.told.flatMap((message) => (message.type === 'history' ? (message.changed ?? []) : [])),
      [id, id, id, id],
    );
  });

  it('says that a chat is gone that another window has deleted, and gives the text back', async () => {
    const { one, two, id, rest } = await setUp();
    await rest();
    await two.chat.openChat(id);
    await one.store.remove(id);
    await two.chat.send(id, 'mine');
    const notice = two.told.findLast((message) => message.type === 'notice');
    assert.match(notice?.text ?? '', /^This chat couldn’t be found\./);
    assert.equal(notice?.restoreDraft, 'mine');
    // The window that could not write it does not keep the other from bringing it back.
    await one.store.restore(id);
    assert.equal((await one.store.open(id))?.conversation.messages.length, 2);
  });

  it('keeps a chat that another window is writing, shows it again, and says why', async () => {
    const { clock, two, id, list, listed, rest } = await setUp();
    await two.chat.openChat(id);
    const refused = assert.rejects(list.remove(id), isBusy);
    await clock.pass(patience);
    await refused;
    assert.deepEqual(
      listed()?.map((item) => item.id),
      [id],
    );
    assert.equal(two.chat.current, id, 'it stays open');
    await rest();
    await list.remove(id);
    assert.deepEqual(listed(), []);
    assert.equal(two.chat.current, null);
    await list.restore(id);
    assert.deepEqual(
      listed()?.map((item) => item.id),
      [id],
    );
  });

  it('says that a chat cannot be renamed or pinned just now, and shows it as it is', async () => {
    const { id, list, listed, notices, rest } = await setUp();
    await assert.rejects(list.rename(id, 'Another'), isBusy);
    await assert.rejects(list.pin(id, true), isBusy);
    assert.deepEqual(
      listed()?.map(({ title, pinned }) => [title, pinned]),
      [['first', false]],
    );
    await rest();
    await list.rename(id, 'Another');
    await list.pin(id, true);
    assert.deepEqual(notices(), []);
    assert.deepEqual(
      listed()?.map(({ title, pinned }) => [title, pinned]),
      [['Another', true]],
    );
  });

  it('says a full disk, and shows what is still there', async () => {
    const { files, two, id, list, listed, rest } = await setUp();
    await rest();
    files.fail = (_operation, name) => (name === 'rename' ? 'noSpace' : undefined);
    await assert.rejects(list.remove(id), (error) => /disk is full/.test(failureText(error)));
    assert.deepEqual(
      listed()?.map((item) => item.id),
      [id],
    );
    assert.deepEqual(two.warnings(), []);
  });
});

describe('a chat that another window has just begun to write', () => {
  it('takes no message, says why, gives the text back, and warns of nothing that stays', async () => {
    const { one, two, id, rest } = await setUp();
    await rest();
    await two.chat.openChat(id);
    await one.ask('second');
    await two.chat.send(id, 'mine');
    const notice = two.told.findLast((message) => message.type === 'notice');
    assert.match(notice?.text ?? '', /^Another window is writing this chat\./);
    assert.equal(notice?.restoreDraft, 'mine');
    two.chat.postState();
    assert.deepEqual(two.warnings(), []);
  });
});
