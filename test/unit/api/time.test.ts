import assert from 'node:assert/strict';
import type { TimeLimits } from '../../../src/core/api/types.ts';
import { settled } from '../manualClock.ts';
import { chunk, event, playTurn, replyTo, stream, type PlayedTurn } from './testing.ts';

function turnWith(limits: TimeLimits): PlayedTurn {
  return playTurn({ connection: { baseUrl: 'https://api.example/v1', key: 'sk-test', limits } });
}

const limits = { connect: 5, firstByte: 20, idle: 8 };

describe('limits of time', () => {
  it('promise 7: a connection that is not made ends at its own limit', async () => {
    const turn = turnWith(limits);
    (await replyTo(turn)).init.onConnection?.('connecting');
    turn.clock.advance(5_000);
    const { outcome, elapsedMs } = await turn.result;
    assert.deepEqual(outcome, {
      kind: 'failed',
      error: { kind: 'timeout', phase: 'connect', seconds: 5 },
    });
    assert.equal(elapsedMs, 5_000);
    assert.equal(turn.replies[0]?.aborted, true);
    assert.equal(turn.replies.length, 1);
  });

  it('promise 7: an answer that does not begin ends, counted from the connection', async () => {
    const turn = turnWith(limits);
    const reply = await replyTo(turn);
    reply.init.onConnection?.('connecting');
    turn.clock.advance(4_000);
    reply.init.onConnection?.('connected');
    turn.clock.advance(19_999);
    await settled();
    assert.notEqual(turn.events.at(-1)?.type, 'finished');
    turn.clock.advance(1);
    assert.deepEqual((await turn.result).outcome, {
      kind: 'failed',
      error: { kind: 'timeout', phase: 'firstByte', seconds: 20 },
    });
  });

  it('promise 7: where the platform tells nothing about the connection, the first byte has its limit alone', async () => {
    const turn = turnWith(limits);
    await replyTo(turn);
    turn.clock.advance(20_000);
    assert.deepEqual((await turn.result).outcome, {
      kind: 'failed',
      error: { kind: 'timeout', phase: 'firstByte', seconds: 20 },
    });
  });

  it('promise 7: headers alone are no answer', async () => {
    const turn = turnWith(limits);
    (await replyTo(turn)).respond(200);
    await settled();
    turn.clock.advance(20_000);
    assert.equal((await turn.result).outcome.kind, 'failed');
    assert.equal(turn.replies[0]?.aborted, true);
  });

  it('promise 7: silence between two pieces ends the answer, and the text stays', async () => {
    const turn = turnWith(limits);
    const reply = await replyTo(turn);
    reply.respond(200);
    for (const text of ['a', 'b', 'c']) {
      reply.send(event(chunk({ content: text })));
      await settled();
      turn.clock.advance(7_999);
    }
    await settled();
    assert.notEqual(turn.events.at(-1)?.type, 'finished');
    turn.clock.advance(1);
    const { outcome, text } = await turn.result;
    assert.deepEqual(outcome, {
      kind: 'interrupted',
      error: { kind: 'timeout', phase: 'idle', seconds: 8 },
    });
    assert.equal(text, 'abc');
    assert.equal(reply.aborted, true);
  });

  it('promise 7: the body of an error that stalls does not hide its status', async () => {
    const turn = turnWith(limits);
    const reply = await replyTo(turn);
    reply.respond(401);
    reply.send('{"error":{"message":"No."}}');
    await settled();
    turn.clock.advance(20_000);
    assert.deepEqual((await turn.result).outcome, {
      kind: 'failed',
      error: { kind: 'auth', status: 401, message: 'No.' },
    });
  });

  it('a whole completion whose connection stays open is shown when the limit is over', async () => {
    const turn = turnWith(limits);
    const reply = await replyTo(turn);
    reply.respond(200);
    reply.send('{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}');
    await settled();
    turn.clock.advance(8_000);
    const { outcome, text } = await turn.result;
    assert.deepEqual([outcome.kind, text], ['complete', 'Hello']);
  });

  it('0 switches a limit off', async () => {
    const turn = turnWith({ connect: 0, firstByte: 0, idle: 0 });
    const reply = await replyTo(turn);
    turn.clock.advance(86_400_000);
    reply.respond(200);
    reply.send(event(chunk({ content: 'a' })));
    await settled();
    turn.clock.advance(86_400_000);
    reply.send(stream('b'));
    assert.equal((await turn.result).text, 'ab');
  });

  it('a model that said it is done is waited for no longer than 1 s', async () => {
    const turn = turnWith({ connect: 0, firstByte: 0, idle: 0 });
    const reply = await replyTo(turn);
    reply.respond(200);
    reply.send(event(chunk({ content: 'a' })) + event(chunk({}, 'stop')));
    await settled();
    turn.clock.advance(1_000);
    assert.equal((await turn.result).outcome.kind, 'complete');
  });

  it('a finish reason beside text may be one of many: the end is 10 s of silence, counted from the last piece', async () => {
    const turn = turnWith({ connect: 0, firstByte: 0, idle: 60 });
    const reply = await replyTo(turn);
    reply.respond(200);
    for (const content of ['a', 'b', 'c']) {
      reply.send(event(chunk({ content }, 'stop')));
      await settled();
      turn.clock.advance(9_999);
      // A comment is nothing of the response.
      reply.send(': ping\n\n');
      await settled();
      assert.notEqual(turn.events.at(-1)?.type, 'finished', content);
      if (content !== 'c') continue;
      turn.clock.advance(1);
    }
    const { outcome, text } = await turn.result;
    assert.deepEqual([outcome.kind, text], ['complete', 'abc']);
  });

  it('and no later than the limit for silence', async () => {
    const turn = turnWith({ connect: 0, firstByte: 0, idle: 3 });
    const reply = await replyTo(turn);
    reply.respond(200);
    reply.send(event(chunk({ content: 'a' }, 'stop')));
    await settled();
    turn.clock.advance(3_000);
    assert.equal((await turn.result).outcome.kind, 'complete');
  });

  it('says that it is still waiting every 10 s in which nothing came, pings or not', async () => {
    const turn = turnWith({ connect: 0, firstByte: 0, idle: 0 });
    const waits = (): number[] =>
      turn.events.flatMap((event) => (event.type === 'stillWaiting' ? [event.elapsedMs] : []));
    const reply = await replyTo(turn);
    turn.clock.advance(9_999);
    assert.deepEqual(waits(), []);
    turn.clock.advance(1);
    assert.deepEqual(waits(), [10_000]);
    reply.respond(200);
    reply.send(': ping\n\n');
    await settled();
    turn.clock.advance(10_000);
    assert.deepEqual(waits(), [10_000, 20_000]);
    reply.send(event(chunk({ content: 'a' })));
    await settled();
    turn.clock.advance(9_999);
    assert.deepEqual(waits(), [10_000, 20_000]);
    turn.clock.advance(1);
    assert.deepEqual(waits(), [10_000, 20_000, 10_000]);
    reply.send(stream('b'));
    await turn.result;
    turn.clock.advance(60_000);
    assert.equal(turn.events.at(-1)?.type, 'finished');
  });
});

describe('Stop', () => {
  const points: Readonly<Record<string, (turn: PlayedTurn) => Promise<void>>> = {
    'before anything was sent': async () => {},
    'while it connects': async (turn) => {
      (await replyTo(turn)).init.onConnection?.('connecting');
    },
    'while it waits for headers': async (turn) => {
      await replyTo(turn);
    },
    'between headers and first byte': async (turn) => {
      (await replyTo(turn)).respond(200);
      await settled();
    },
    'in mid-stream': async (turn) => {
      const reply = await replyTo(turn);
      reply.respond(200);
      reply.send(event(chunk({ content: 'a' })));
      await settled();
    },
    'while the body of an error comes': async (turn) => {
      (await replyTo(turn)).respond(500);
      await settled();
    },
  };
  for (const [name, reach] of Object.entries(points)) {
    it(`promise 8: ${name}: ends at once, the connection is let go, and nothing is added after it`, async () => {
      const turn = playTurn();
      await reach(turn);
      turn.stop();
      const told = turn.events.length;
      const { outcome } = await turn.result;
      assert.deepEqual(outcome, { kind: 'stopped' });
      for (const reply of turn.replies) {
        assert.equal(reply.aborted, true);
        reply.respond(200);
        reply.send(stream('late'));
      }
      turn.clock.advance(1_000_000);
      await settled();
      assert.deepEqual(
        turn.events.slice(told).map(({ type }) => type),
        ['finished'],
      );
      assert.equal(turn.replies.length, name.startsWith('before') ? 0 : 1);
    });
  }

  it('promise 8: pressed by the text itself, the rest of what came with it is not added', async () => {
    const turn = playTurn({
      onEvent: (event, stop) => {
        if (event.type === 'text' && event.text === 'b') stop();
      },
    });
    const reply = await replyTo(turn);
    reply.respond(200);
    reply.send(stream('a', 'b', 'c', 'd'));
    const { outcome, text } = await turn.result;
    assert.deepEqual(outcome, { kind: 'stopped' });
    assert.equal(text, 'ab');
    assert.deepEqual(
      turn.events.flatMap((event) => (event.type === 'text' ? [event.text] : [])),
      ['a', 'b'],
    );
  });
});
