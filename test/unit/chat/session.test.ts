import assert from 'node:assert/strict';
import type { RunTurn, TurnEvent, TurnResult } from '../../../src/core/api/types.ts';
import type { ChatEvent, Message } from '../../../src/core/model/conversation.ts';
import { branch } from '../../../src/core/model/conversation.ts';
import { createSession } from '../../../src/core/chat/session.ts';
import type { ConversationStore } from '../../../src/core/history/storeTypes.ts';
import { manualClock, settled } from '../manualClock.ts';

/** A turn that a test plays by hand. */
interface Played {
  readonly asked: readonly Message[];
  readonly continuing: boolean;
  readonly signal: AbortSignal;
  say(text: string): void;
  end(outcome: TurnResult['outcome']): Promise<void>;
}

function setUp() {
  const clock = manualClock();
  const journal: ChatEvent[] = [];
  /** What came by one durable write each. */
  const writes: (readonly ChatEvent[])[] = [];
  let disk: Promise<void> | undefined;
  const seen: ChatEvent[] = [];
  const turns: Played[] = [];
  let full = false;
  let asked: { messages: readonly Message[]; continuing: boolean } = {
    messages: [],
    continuing: false,
  };
  let ids = 0;
  const store: ConversationStore = {
    list: () => Promise.resolve([]),
    open: () => Promise.resolve(undefined),
    async append(_id, given, { durable }) {
      if (full) throw Object.assign(new Error('full'), { kind: 'noSpace' });
      const events = 'type' in given ? [given] : given;
      if (durable) await disk;
      if (durable) writes.push(events);
      journal.push(...events);
    },
    remove: () => Promise.resolve(),
    restore: () => Promise.resolve(),
    search: () => Promise.resolve([]),
    flush: () => Promise.resolve(),
    onDidChange: () => () => undefined,
    dispose: () => Promise.resolve(),
  };
  const runTurn: RunTurn = (_request, { signal, onEvent }) =>
    new Promise((resolve) => {
      let text = '';
      const emit = (event: TurnEvent): void => onEvent?.(event);
      turns.push({
        asked: asked.messages,
        continuing: asked.continuing,
        signal,
        say(more) {
          text += more;
          emit({ type: 'text', text: more });
        },
        async end(outcome) {
          resolve({ outcome, text, toolCalls: [], elapsedMs: 5 });
          await settled();
        },
      });
    });
  const session = createSession(
    {
      store,
      runTurn,
      clock,
      newId: () => `id-${ids++}`,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      prepare(_conversation, messages, continuing) {
        asked = { messages, continuing };
        const system = { role: 'system', content: 'Be brief' } as const;
        const request = { model: 'm', messages: [system], parameters: {}, stream: true };
        return Promise.resolve({ request });
      },
    },
    { events: (_id, events) => seen.push(...events), news() {}, storageFailed() {} },
  );
  const fillDisk = (isFull: boolean): void => {
    full = isFull;
  };
  /** From now on what is durable takes until the returned function is called. */
  const holdDisk = (): (() => Promise<void>) => {
    let letGo: () => void = () => undefined;
    disk = new Promise((resolve) => (letGo = resolve));
    return async () => {
      letGo();
      disk = undefined;
      await settled();
    };
  };
  return { session, clock, journal, writes, seen, turns, fillDisk, holdDisk };
}

async function asked(
  test: ReturnType<typeof setUp>,
  text = 'Hello',
): Promise<{ id: string; turn: Played }> {
  const sent = await test.session.send(null, text, []);
  await settled();
  const turn = test.turns.at(-1);
  assert.ok('id' in sent && turn);
  return { id: sent.id, turn };
}

async function lastMessage(test: ReturnType<typeof setUp>, id: string): Promise<Message> {
  const open = await test.session.open(id);
  const last = open && branch(open.conversation).at(-1);
  assert.ok(last);
  return last;
}

const cut = { kind: 'interrupted', error: { kind: 'interrupted', what: 'closed' } } as const;

describe('a session', () => {
  it('promise 9: has the user’s message on disk before the request leaves', async () => {
    const test = setUp();
    const letGo = test.holdDisk();
    const sent = test.session.send(null, 'Hello', []);
    await settled();
    assert.equal(test.turns.length, 0);
    assert.deepEqual(test.seen, []);
    await letGo();
    await sent;
    await settled();
    assert.deepEqual(
      test.journal.map((event) => event.type),
      ['created', 'message', 'message', 'asked'],
    );
    assert.equal(test.turns.length, 1);
    assert.deepEqual(
      test.turns[0]?.asked.map((message) => message.text),
      ['Hello'],
    );
  });

  it('promise 9: keeps a question and the place of its answer by one write, with the options that a new chat begins with', async () => {
    const test = setUp();
    const sent = await test.session.send(null, 'Hello', [], { model: 'other' });
    await settled();
    await test.turns.at(-1)?.end({ kind: 'complete', finishReason: 'stop' });
    assert.ok('id' in sent);
    await test.session.send(sent.id, 'And?', []);
    assert.deepEqual(
      test.writes.map((events) => events.map((event) => event.type)),
      [
        ['options', 'message', 'message'],
        ['message', 'message'],
      ],
    );
  });

  it('asks for the answer to a question that was left without one', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    await turn.end({ kind: 'complete', finishReason: 'stop' });
    const [question] = (await test.session.open(id))?.conversation.messages ?? [];
    assert.ok(question);
    assert.equal(await test.session.retry(id, question.id), undefined);
    await settled();
    assert.deepEqual(
      test.turns.at(-1)?.asked.map((message) => message.text),
      ['Hello'],
    );
    assert.equal((await lastMessage(test, id)).parentId, question.id);
  });

  it('keeps with an answer how it was asked for, and how its rest was', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    const how = { model: 'm', parameters: {}, stream: true, system: 'Be brief' };
    assert.deepEqual((await lastMessage(test, id)).asked, how);
    turn.say('One ');
    await turn.end({ kind: 'length' });
    await test.session.continue(id, (await lastMessage(test, id)).id);
    await settled();
    assert.deepEqual((await lastMessage(test, id)).asked, { ...how, after: 4 });
  });

  it('sends nothing and shows nothing when the disk is full, and works again when it is not', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    await turn.end({ kind: 'complete', finishReason: 'stop' });
    test.fillDisk(true);
    const before = test.seen.length;
    await assert.rejects(test.session.send(id, 'Lost?', []), /full/);
    assert.equal(test.seen.length, before);
    assert.equal(test.turns.length, 1);
    test.fillDisk(false);
    assert.deepEqual(await test.session.send(id, 'Kept', []), { id });
  });

  it('tells the panel of a fast reply once a frame', async () => {
    const test = setUp();
    const { turn } = await asked(test);
    for (let i = 0; i < 100; i++) {
      turn.say('x');
      test.clock.advance(1);
    }
    await turn.end({ kind: 'complete', finishReason: 'stop' });
    const deltas = test.seen.filter((event) => event.type === 'delta');
    assert.equal(deltas.map((event) => event.text).join(''), 'x'.repeat(100));
    assert.ok(deltas.length <= 8, `${deltas.length} deltas in 100 ms`);
  });

  it('promise 8: after Stop the message has ended, its text is kept and nothing is added', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    turn.say('Half');
    turn.say(' an');
    test.session.stop(id);
    assert.equal(turn.signal.aborted, true);
    turn.say(' answer');
    test.clock.advance(1000);
    await turn.end({ kind: 'complete', finishReason: 'stop' });
    const message = await lastMessage(test, id);
    assert.equal(message.text, 'Half an');
    assert.equal(message.state, 'stopped');
    assert.equal(test.seen.at(-1)?.type, 'finished');
  });

  it('promise 3: an answer cut by length is not complete, and Continue makes one message of it', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    turn.say('One ');
    await turn.end({ kind: 'length' });
    const first = await lastMessage(test, id);
    assert.deepEqual([first.state, first.finishReason], ['interrupted', 'length']);
    assert.equal(await test.session.continue(id, first.id), undefined);
    await settled();
    const next = test.turns.at(-1);
    assert.equal(next?.continuing, true);
    assert.deepEqual(
      next?.asked.map((message) => message.text),
      ['Hello', 'One '],
    );
    next?.say('two');
    await next?.end({ kind: 'complete', finishReason: 'stop' });
    const joined = await lastMessage(test, id);
    assert.deepEqual([joined.id, joined.text, joined.state], [first.id, 'One two', 'complete']);
    assert.equal(joined.error, undefined);
  });

  it('hands over all that came of an answer when the window is closed in the middle of it', async () => {
    const test = setUp();
    const { turn } = await asked(test);
    turn.say('One');
    turn.say(' and two');
    test.session.dispose();
    await turn.end(cut);
    const told = test.journal.flatMap((event) => (event.type === 'delta' ? [event.text] : []));
    assert.equal(told.join(''), 'One and two');
    assert.equal(test.journal.at(-1)?.type, 'delta', 'who opens it next finds it interrupted');
  });

  it('asks again in place of an answer of which nothing came, and beside one that was cut', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    await turn.end({ kind: 'failed', error: { kind: 'noKey' } });
    const failed = await lastMessage(test, id);
    await test.session.retry(id, failed.id);
    await settled();
    assert.equal((await lastMessage(test, id)).id, failed.id);
    test.turns.at(-1)?.say('Part');
    await test.turns.at(-1)?.end(cut);
    await test.session.retry(id, failed.id);
    await settled();
    const beside = await lastMessage(test, id);
    assert.notEqual(beside.id, failed.id);
    assert.equal(beside.parentId, failed.parentId);
  });

  it('asks beside an answer that messages follow, so that they stay within reach', async () => {
    for (const what of ['continue', 'retry'] as const) {
      const test = setUp();
      const { id, turn } = await asked(test);
      await turn.end({ kind: 'stopped' });
      const stopped = await lastMessage(test, id);
      await test.session.send(id, 'And?', []);
      await settled();
      await test.turns.at(-1)?.end({ kind: 'complete', finishReason: 'stop' });
      await test.session[what](id, stopped.id);
      await settled();
      const beside = await lastMessage(test, id);
      assert.notEqual(beside.id, stopped.id);
      assert.equal(beside.parentId, stopped.parentId);
      assert.equal(test.turns.at(-1)?.continuing, false);
    }
  });

  it('takes one message at a time, however fast Enter comes', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    await turn.end({ kind: 'complete', finishReason: 'stop' });
    const results = await Promise.all([
      test.session.send(id, 'a', []),
      test.session.send(id, 'b', []),
    ]);
    assert.deepEqual(results, [{ id }, { refused: 'busy' }]);
  });

  it('runs several conversations at once', async () => {
    const test = setUp();
    const one = await asked(test, 'one');
    const two = await asked(test, 'two');
    assert.deepEqual(test.session.running(), [one.id, two.id]);
    one.turn.say('1');
    two.turn.say('2');
    assert.equal((await lastMessage(test, one.id)).text, '1');
    assert.equal((await lastMessage(test, two.id)).text, '2');
  });

  it('keeps what followed an edited message as a branch to go back to', async () => {
    const test = setUp();
    const { id, turn } = await asked(test);
    await turn.end({ kind: 'complete', finishReason: 'stop' });
    const first = (await test.session.open(id))?.conversation.messages[0];
    assert.ok(first);
    await test.session.edit(id, first.id, 'Hello again');
    await settled();
    assert.deepEqual(
      test.turns.at(-1)?.asked.map((message) => message.text),
      ['Hello again'],
    );
    await test.turns.at(-1)?.end({ kind: 'complete', finishReason: 'stop' });
    await test.session.selectBranch(id, first.id);
    const open = await test.session.open(id);
    assert.ok(open);
    assert.equal(branch(open.conversation)[0]?.text, 'Hello');
    assert.equal(branch(open.conversation).length, 2);
  });
});
