import assert from 'node:assert/strict';
import { createList } from '../../../src/host/chat/list.ts';
import { failure } from '../../../src/host/chat/failure.ts';
import { desk } from './desk.ts';

/** One window has just asked something, the other has its list before it. */
async function setUp() {
  const { clock, files, window, rest } = desk();
  const [one, two] = [window(), window()];
  const id = await one.ask('first');
  const post = (message: (typeof two.told)[number]) => two.told.push(message);
  const list = createList({ chat: two.chat, store: two.store, clock, post });
  const listed = () => two.told.findLast((message) => message.type === 'history')?.items;
  const notices = () =>
    two.told.flatMap((message) => (message.type === 'notice' ? [message.text] : []));
  return { files, rest, one, two, id, list, listed, notices };
}

describe('the list of chats', () => {
  it('keeps a chat that another window is writing, shows it again, and says why', async () => {
    const { two, id, list, listed, rest } = await setUp();
    await two.chat.openChat(id);
    await assert.rejects(list.remove(id), (error) => {
      assert.equal(
        failure(error),
        'Another window is writing this chat. Wait until it is done, then try again.',
      );
      return true;
    });
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
    await list.rename(id, 'Another');
    await list.pin(id, true);
    assert.equal(notices().length, 2);
    assert.deepEqual(
      listed()?.map(({ title, pinned }) => [title, pinned]),
      [['first', false]],
    );
    await rest();
    await list.rename(id, 'Another');
    await list.pin(id, true);
    assert.equal(notices().length, 2);
    assert.deepEqual(
      listed()?.map(({ title, pinned }) => [title, pinned]),
      [['Another', true]],
    );
  });

  it('says a full disk, and shows what is still there', async () => {
    const { files, two, id, list, listed, rest } = await setUp();
    await rest();
    files.fail = (_operation, name) => (name === 'rename' ? 'noSpace' : undefined);
    await assert.rejects(list.remove(id), (error) => /disk is full/.test(failure(error)));
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
