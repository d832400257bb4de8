import assert from 'node:assert/strict';
import { joinContinuation } from '../../../src/core/rewrite/continuation.ts';
import { createContinuationStart } from '../../../src/core/rewrite/continuationStart.ts';
import { fences, kept, remarks, repeats } from './continuationCases.ts';
import { choices, forSeeds, rounds } from '../random.ts';

describe('a reply that goes on from one that was cut', () => {
  for (const [group, cases] of Object.entries({
    'does not show': repeats,
    'does not open': fences,
    'does not say': remarks,
    keeps: kept,
  })) {
    for (const [what, first, second, whole] of cases) {
      it(`${group}: ${what}`, () => {
        assert.equal(joinContinuation(first, second), whole);
      });
    }
  }
});

const words = [
  'const a = 1;\n',
  '```',
  '```ts\n',
  '\n',
  '  ',
  'a b',
  '}',
  '}\n',
  '继续',
  '| a |\n',
  'Continuing:\n',
  'Sure, ',
  'left off:\n',
  'the end of it ',
  '~~~\n',
  '`',
];

describe('a reply that goes on, while it streams', () => {
  const all = [...repeats, ...fences, ...remarks, ...kept];

  it('shows nothing that is taken away later, however it is cut into pieces', () => {
    for (const [what, first, second, whole] of all) {
      for (let size = 1; size <= 7; size++) {
        const start = createContinuationStart(first);
        let shown = first;
        for (let at = 0; at < second.length; at += size) {
          shown += start.add(second.slice(at, at + size));
          assert.ok(whole.startsWith(shown), `${what}, pieces of ${size}: ${shown}`);
        }
        assert.equal(shown + start.end(), whole, `${what}, pieces of ${size}`);
      }
    }
  });

  it('is the same in random pieces of random texts', () => {
    forSeeds(rounds(1_000, 200_000), (seed) => {
      const random = choices(seed);
      const text = (most: number): string =>
        Array.from({ length: random.below(most) }, () => random.of(words)).join('');
      const head = text(30);
      const first = text(5) + head;
      const second =
        (random.chance(0.5) ? head.slice(random.below(head.length + 1)) : '') + text(12);
      const start = createContinuationStart(first);
      let shown = first;
      for (let at = 0, size = 0; at < second.length; at += size) {
        size = 1 + random.below(6);
        shown += start.add(second.slice(at, at + size));
      }
      assert.equal(shown + start.end(), joinContinuation(first, second));
    });
  });

  it('is held back no longer than until it is certain', () => {
    const start = createContinuationStart('The total is wrong because the rate is added tw');
    assert.equal(start.add('ic'), 'ic');
    assert.equal(start.add('e.'), 'e.');
  });

  it('is shown at the latest when it is longer than what is compared', () => {
    const start = createContinuationStart('a'.repeat(10_000));
    const shown = start.add('a'.repeat(6_000));
    assert.ok(shown.length >= 1_500, `${shown.length} shown`);
  });
});
