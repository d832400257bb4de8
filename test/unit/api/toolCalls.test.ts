import assert from 'node:assert/strict';
import { bytes, chunk, cutAt, event, forSeeds, play, soak } from './testing.ts';

interface Call {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

type Piece = { id?: string; index?: number; function: { name?: string; arguments: string } };

const shapes = [
  'ids once, index in each, interleaved',
  'ids in each, no index, interleaved',
  'ids in each, all with index 0, interleaved',
  'ids once, no index, one after the other',
  'ids once, all with index 0, one after the other',
  'ids once, shuffled index, interleaved',
  'no ids, index in each, interleaved',
  'no ids, all with index 0, whole calls',
  'no ids, no index, whole calls',
] as const;
type Shape = (typeof shapes)[number];

/** What a server of this shape sends for these calls, in its order. */
function fragments(calls: readonly Call[], shape: Shape, random: () => number): Piece[] {
  const order = shape.includes('shuffled')
    ? shuffled(calls, random).map((call) => calls.indexOf(call))
    : [];
  const whole = shape.includes('whole');
  const queues = calls.map((call, at) => {
    const texts = whole ? [call.arguments] : textPieces(call.arguments, random);
    return texts.map((text, part): Piece => {
      const first = part === 0;
      const hasId = shape.includes('ids in each') || (shape.includes('ids once') && first);
      const index = shape.includes('no index')
        ? undefined
        : shape.includes('index 0')
          ? 0
          : (order[at] ?? at);
      return {
        ...(hasId ? { id: call.id } : {}),
        ...(index === undefined ? {} : { index }),
        function: { ...(first ? { name: call.name } : {}), arguments: text },
      };
    });
  });
  if (!shape.includes('interleaved')) return queues.flat();
  // Calls begin in order; after that, any of them may go on.
  const result: Piece[] = [];
  const open: Piece[][] = [];
  const waiting = [...queues];
  while (open.some((queue) => queue.length > 0) || waiting.length > 0) {
    const next = waiting[0];
    if (next !== undefined && (random() < 0.4 || open.every((queue) => queue.length === 0))) {
      waiting.shift();
      open.push(next);
      result.push(...next.splice(0, 1));
      continue;
    }
    const rest = open.filter((queue) => queue.length > 0);
    result.push(...(rest[Math.floor(random() * rest.length)]?.splice(0, 1) ?? []));
  }
  return result;
}

function textPieces(text: string, random: () => number): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  while (characters.length > 0)
    pieces.push(characters.splice(0, 1 + Math.floor(random() * 6)).join(''));
  return random() < 0.3 ? ['', ...pieces] : pieces;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function madeCalls(random: () => number): Call[] {
  const words = ['a', '"', '\\', '{', '}', 'é', '𝄞', '\n', '\u2028', '0', ' '];
  const text = (): string =>
    Array.from(
      { length: Math.floor(random() * 8) },
      () => words[Math.floor(random() * words.length)],
    ).join('');
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => ({
    id: `call-${at}-${Math.floor(random() * 1e6)}`,
    name: `tool${at}`,
    arguments: JSON.stringify({ path: text(), [text()]: { deep: [random(), text(), null] } }),
  }));
}

describe('tool calls from their pieces', () => {
  for (const shape of shapes) {
    it(`promise 5: ${shape}: every argument exact`, async function () {
      this.timeout(soak ? 600_000 : 20_000);
      await forSeeds(soak ? 5_000 : 150, (random) => {
        const calls = madeCalls(random);
        const pieces = fragments(calls, shape, random);
        const reason = random() < 0.5 ? 'stop' : 'tool_calls';
        const whole = bytes(
          [
            ...pieces.map((piece) => event(chunk({ tool_calls: [piece] }))),
            event(chunk({}, reason)),
            event('[DONE]'),
          ].join(''),
        );
        const { result } = play(cutAt(whole, Math.floor(random() * whole.length)));
        const expected = calls.map((call, at) =>
          shape.includes('no ids') ? { ...call, id: `call_${at}` } : call,
        );
        assert.deepEqual(result.toolCalls, expected);
        assert.deepEqual(result.outcome, { kind: 'complete', finishReason: reason });
      });
    });
  }

  it('promise 5: of an answer that is cut, only whole calls are given', () => {
    const call = (id: string, args: string) =>
      event(chunk({ tool_calls: [{ index: 0, id, function: { name: 'f', arguments: args } }] }));
    const text = call('one', '{"a":1}') + call('two', '{"a":');
    for (const end of ['', event(chunk({}, 'length'))]) {
      const { result } = play([bytes(text + end)]);
      assert.deepEqual(result.toolCalls, [{ id: 'one', name: 'f', arguments: '{"a":1}' }]);
    }
  });
});
