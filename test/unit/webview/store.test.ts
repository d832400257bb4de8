import assert from 'node:assert/strict';
import type { ToHost } from '../../../src/shared/protocol.ts';
import type { Change } from '../../../src/webview/base/store.ts';
import { createStore } from '../../../src/webview/base/store.ts';
import { calm, chat, delta, events, finished, snapshot } from '../../browser/chats.ts';

function start() {
  const posted: ToHost[] = [];
  const changes: Change[] = [];
  const frames: (() => void)[] = [];
  const store = createStore({
    post: (message) => posted.push(message),
    nextFrame: (callback) => frames.push(callback),
    onChange: (change) => changes.push(change),
  });
  const frame = (): void => {
    for (const callback of frames.splice(0)) callback();
  };
  return { store, posted, changes, frames, frame };
}

const question = chat(['Hi', ''], { state: 'streaming' });

describe('the panel’s store', () => {
  it('shows what came within a frame at once, deltas of one message joined', () => {
    const { store, changes, frames, frame } = start();
    store.receive(snapshot(question));
    frame();
    store.receive(events(0, delta('m1', 'Hel'), delta('m1', 'lo')));
    store.receive(events(1, delta('m1', '!'), finished('m1', { state: 'complete' })));
    assert.equal(frames.length, 1);
    frame();
    assert.deepEqual(changes.at(-1), {
      snapshot: false,
      events: [delta('m1', 'Hello!'), finished('m1', { state: 'complete' })],
    });
    assert.equal(store.conversation?.messages[1]?.text, 'Hello!');
  });

  it('asks for a snapshot once when a message is missing, and shows nothing until it comes', () => {
    const { store, posted, frame } = start();
    store.receive(snapshot(question, {}, 5));
    frame();
    store.receive(events(6, delta('m1', 'late')));
    store.receive(events(7, delta('m1', 'later')));
    frame();
    assert.deepEqual(posted, [{ type: 'snapshot' }]);
    assert.equal(store.conversation?.messages[1]?.text, '');
    store.receive(snapshot(chat(['Hi', 'Whole'], { state: 'streaming' }), {}, 8));
    store.receive(events(8, delta('m1', '.')));
    frame();
    assert.equal(store.conversation?.messages[1]?.text, 'Whole.');
  });

  it('asks for a snapshot when it hears of a conversation that it does not show', () => {
    const { store, posted } = start();
    store.receive(snapshot(null));
    store.receive(events(0, delta('m1', 'x')));
    assert.deepEqual(posted, [{ type: 'snapshot' }]);
  });

  it('asks for the whole of a long chat once its end has been seen, and follows it meanwhile', () => {
    const { store, posted, frame } = start();
    store.receive({ ...snapshot(question), partial: true });
    frame();
    assert.deepEqual(posted, [], 'the end is not seen before the frame is over');
    frame();
    assert.deepEqual(posted, [{ type: 'snapshot' }]);
    store.receive(events(0, delta('m1', 'Hello')));
    frame();
    assert.equal(store.conversation?.messages[1]?.text, 'Hello');
    store.receive(snapshot(question, {}, 1));
    frame();
    frame();
    assert.equal(posted.length, 1);
  });

  it('drops what waited for the frame when a snapshot comes', () => {
    const { store, changes, frame } = start();
    store.receive(snapshot(question));
    frame();
    store.receive(events(0, delta('m1', 'x')));
    store.receive(snapshot(question, {}, 1));
    frame();
    assert.deepEqual(changes.at(-1), { snapshot: true, events: [] });
    assert.equal(store.conversation?.messages[1]?.text, '');
  });

  it('takes no notice of another conversation’s status', () => {
    const { store } = start();
    store.receive(snapshot(question));
    store.receive({ type: 'status', conversationId: 'other', status: { phase: 'waiting' } });
    assert.equal(store.status, null);
    store.receive({ type: 'status', conversationId: 'c1', status: { phase: 'waiting' } });
    assert.deepEqual(store.status, { phase: 'waiting' });
    store.receive({ type: 'state', state: { ...calm, hasKey: false } });
    assert.equal(store.state?.hasKey, false);
  });
});
