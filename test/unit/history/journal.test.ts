import assert from 'node:assert/strict';
import { reduce } from '../../../src/core/model/reduce.ts';
import type { ChatEvent, Conversation } from '../../../src/core/model/conversation.ts';
import { crc32 } from '../../../src/core/history/crc32.ts';
import { condense, decode, encode } from '../../../src/core/history/journal.ts';
import { replay } from '../../../src/core/history/replay.ts';
import { toCurrent } from '../../../src/core/history/migrate.ts';
import { created, delta, done, said } from './testing.ts';
import { seededRandom, soak } from './seeds.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Two rounds of question and answer, with text that is no ASCII. */
const events: readonly ChatEvent[] = [
  created('c', 'Größe 📏'),
  said('u1', 'Wie groß?'),
  said('m1', '', 'u1', 'assistant'),
  delta('m1', 'So '),
  delta('m1', 'groß 📏\n"ja"'),
  done('m1'),
  { type: 'pinned', at: 5, pinned: true },
  said('u2', 'Und jetzt?', 'm1', 'user', 6),
  said('m2', '', 'u2', 'assistant', 7),
  delta('m2', 'Kleiner', 8),
  done('m2', 9),
];

function whole(list: readonly ChatEvent[] = events): Conversation {
  const conversation = list.reduce<Conversation | undefined>(reduce, undefined);
  assert.ok(conversation);
  return conversation;
}

/** Where each line of the journal ends. */
function lineEnds(bytes: Uint8Array): readonly number[] {
  return [...bytes.keys()].filter((index) => bytes[index] === 0x0a).map((index) => index + 1);
}

describe('a journal', () => {
  const bytes = encode(events, 'w1', 1);

  it('reads as it was written', () => {
    const journal = decode(bytes);
    assert.deepEqual(journal.events, events);
    assert.deepEqual(
      { ...journal, events: [] },
      { events: [], sequence: 11, torn: false, lost: 0, newer: false, lines: 11 },
    );
    assert.deepEqual(replay('c', journal), whole());
  });

  it('has the checksum that zip and PNG have', () => {
    assert.equal(crc32(bytesOf('123456789')), 0xcbf43926);
  });

  it('written anew says the same in fewer lines', () => {
    const conversation = { ...whole(), model: 'm', parameters: { temperature: 0.5 } };
    const again = decode(encode(condense(conversation), 'w2', 1));
    assert.deepEqual(replay('c', again), conversation);
    assert.ok(again.lines < events.length);
    const empty = whole([created('c')]);
    assert.deepEqual(whole(condense(empty)), empty);
  });

  it('promise 10: cut at any byte, it keeps every whole line and tells nothing that is not so', () => {
    const ends = lineEnds(bytes);
    for (let length = 0; length <= bytes.length; length++) {
      const journal = decode(bytes.subarray(0, length));
      // A line that lacks nothing but its line break is whole.
      const lines = ends.filter((end) => end - 1 <= length).length;
      assert.deepEqual(journal.events, events.slice(0, lines), `cut at ${length}`);
      assert.equal(journal.lost, 0, `cut at ${length}`);
      assert.equal(journal.newer, false, `cut at ${length}`);
      assert.equal(journal.torn, length > 0 && !ends.includes(length), `cut at ${length}`);
    }
  });

  it('promise 10: goes on after a cut at any byte, with nothing lost and nothing said twice', () => {
    const ends = lineEnds(bytes);
    for (let length = 0; length <= bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      const { sequence, torn } = decode(cut);
      const more = [delta('m2', ' noch', 10), said('u3', 'Weiter', 'm2', 'user', 11)];
      const journal = decode(
        Uint8Array.from([...cut, ...(torn ? [0x0a] : []), ...encode(more, 'w2', sequence + 1)]),
      );
      const lines = ends.filter((end) => end - 1 <= length).length;
      assert.deepEqual(journal.events, [...events.slice(0, lines), ...more], `cut at ${length}`);
      assert.equal(journal.lost, 0, `cut at ${length}`);
    }
  });

  it('promise 10: with any bit flipped, it loses at most the lines that the bit stood between', () => {
    const { random, seed } = seededRandom();
    const flips = soak(10_000, 1_000);
    const ends = lineEnds(bytes);
    for (let flip = 0; flip < flips; flip++) {
      const at = Math.floor(random() * bytes.length);
      const bit = Math.floor(random() * 8);
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      const line = ends.findIndex((end) => at < end);
      const where = `seed ${seed}: bit ${bit} of byte ${at}, in line ${line}`;
      const journal = decode(damaged);
      // The line break belongs to two lines.
      const gone = new Set([line, ...(at === (ends[line] ?? 0) - 1 ? [line + 1] : [])]);
      const intact = events.filter((_, index) => !gone.has(index));
      const kept = journal.events.filter((event) => intact.some((each) => same(each, event)));
      assert.equal(kept.length, intact.length, where);
      assert.ok(
        journal.events.every((event) => events.some((each) => same(each, event))),
        where,
      );
      assert.equal(journal.newer, false, where);
      const missing = events.length - journal.events.length;
      assert.ok(journal.lost > 0 === missing > 0 || (journal.torn && missing <= 2), where);
      const shown = replay('c', journal);
      for (const event of intact) {
        if (event.type !== 'message') continue;
        const message = shown?.messages.find(({ id }) => id === event.message.id);
        assert.equal(
          message?.role,
          event.message.role,
          `${where}: ${event.message.id} is not shown`,
        );
      }
    }
  });

  it('shows all that is left of a branch whose middle is lost', () => {
    const lines = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10].map((index) =>
      encode([events[index] as ChatEvent], 'w1', index + 1),
    );
    const journal = decode(Uint8Array.from(lines.flatMap((line) => [...line])));
    assert.equal(journal.lost, 1);
    const shown = replay('c', journal);
    assert.deepEqual(
      shown?.messages.map(({ id, parentId }) => [id, parentId]),
      [
        ['u1', null],
        ['m1', 'u1'],
        ['m2', 'm1'],
      ],
    );
  });

  it('makes up for a lost beginning with the first message', () => {
    const journal = decode(encode(events.slice(1), 'w1', 2));
    assert.equal(replay('c', journal)?.title, 'Wie groß?');
    assert.equal(replay('c', journal)?.messages.length, 4);
  });

  it('counts what was written again after a failure once', () => {
    const first = encode(events.slice(0, 3), 'w1', 1);
    // The write of 4 to 6 reached the disk and was reported as failed; 5 was given up.
    const failed = encode(events.slice(3, 6), 'w1', 4);
    const again = encode([events[3] as ChatEvent, events[5] as ChatEvent], 'w1', 4);
    for (let length = 0; length <= failed.length; length++) {
      const journal = decode(
        Uint8Array.from([...first, ...failed.slice(0, length), 0x0a, ...again]),
      );
      assert.deepEqual(journal.events, [...events.slice(0, 4), events[5]], `${length} bytes`);
      assert.equal(journal.sequence, 5);
      assert.equal(journal.lost, 0);
    }
  });

  it('keeps the lines of two writers that did not see each other', () => {
    const [a, b] = [said('a', 'A'), said('b', 'B')];
    const file = [encode([created('c')], 'w1', 1), encode([a], 'w1', 2), encode([b], 'w2', 2)];
    assert.deepEqual(decode(Uint8Array.from(file.flatMap((each) => [...each]))).events.slice(1), [
      a,
      b,
    ]);
  });

  it('tells a newer format from damage', () => {
    const body = '2 w9 12 {"type":"created","at":1}';
    const line = `${crc32(bytesOf(body)).toString(16).padStart(8, '0')} ${body}\n`;
    const journal = decode(Uint8Array.from([...bytes, ...bytesOf(line)]));
    assert.equal(journal.newer, true);
    assert.equal(journal.lost, 0);
    assert.deepEqual(journal.events, events);
    const unknown = encode([{ type: 'dreamt', at: 1 } as unknown as ChatEvent], 'w1', 12);
    assert.equal(decode(Uint8Array.from([...bytes, ...unknown])).newer, true);
  });

  it('brings older formats up step by step', () => {
    const steps = { 0: (event: unknown) => [event, 'zero'], 1: (event: unknown) => [event, 'one'] };
    assert.deepEqual(toCurrent(0, 'x', steps), [['x', 'zero'], 'one']);
    assert.equal(toCurrent(2, 'x', steps), 'x');
  });
});

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
