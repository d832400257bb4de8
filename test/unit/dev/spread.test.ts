import assert from 'node:assert/strict';
import { agree, pair, spread } from '../../../dev/bench/spread.ts';
import { show } from '../../../dev/bench/table.ts';
import { measure, takeTurns } from '../../../dev/bench/turns.ts';

const count = (length: number): readonly number[] => Array.from({ length }, (_, i) => i + 1);

describe('the figures of the benchmark', () => {
  it('hold the median in their brackets with 95 in 100: all of few samples, the middle of many', () => {
    const ends = (length: number) => {
      const { low, high } = spread(count(length));
      return [low, high];
    };
    assert.deepEqual(ends(1), [1, 1]);
    assert.deepEqual(ends(5), [1, 5]);
    assert.deepEqual(ends(8), [1, 8]);
    // As tables of the sign test have them.
    assert.deepEqual(ends(9), [2, 8]);
    assert.deepEqual(ends(20), [6, 15]);
    assert.equal(spread(count(4)).median, 2.5);
  });

  it('are paired round by round: what slows a whole round down is no difference', () => {
    const ratio = pair(spread([2, 20, 4]), spread([1, 10, 2]));
    assert.deepEqual([ratio.low, ratio.median, ratio.high], [2, 2, 2]);
  });

  it('agree where their brackets meet', () => {
    assert.equal(agree(spread([1, 2, 3]), spread([3, 4, 5])), true);
    assert.equal(agree(spread([1, 2, 3]), spread([3.1, 4, 5])), false);
  });

  it('are written with what is known of them', () => {
    assert.equal(show(spread([1, 2, 4]), { digits: 1 }), '2.0 (1.0 to 4.0)');
    assert.equal(show({ ...spread([2]), isLeast: true }, { digits: 0 }), '> 2');
    assert.equal(show(1.3, {}), '1.3');
  });

  it('come from ways that take turns, of which another one begins each time', async () => {
    const order: string[] = [];
    const way = (name: string) => () => order.push(name);
    const samples = await takeTurns(
      { rounds: 2, say: () => undefined },
      { a: way('a'), b: way('b'), c: way('c') },
    );
    assert.equal(order.join(''), 'abcbcacab');
    assert.deepEqual(samples.a, [6, 8]);
  });

  it('take the median of a round’s turns for its sample', async () => {
    let next = 0;
    const { a } = await measure(
      { rounds: 2, say: () => undefined },
      { a: () => (next += 1) },
      { turns: 3, unmeasured: 0 },
    );
    assert.deepEqual(a.samples, [2, 5]);
  });
});
