import assert from 'node:assert/strict';
import { propose, type Target } from '../../../src/core/rewrite/propose.ts';
import { type Dialect, dialects, editHunks } from './dialects.ts';
import { sectionsOfFiles } from './realSections.ts';
import { choices, forSeeds, rounds, type Choices } from '../random.ts';

describe('an edit of a real file', () => {
  const counts: string[] = [];

  for (const [name, dialect] of Object.entries(dialects)) {
    it(`written as ${name} gives the exact text, or is refused`, () => {
      const count = { applied: 0, refused: 0 };
      forSeeds(rounds(150, 3_000), (seed) => {
        count[tried(choices(seed), dialect)] += 1;
      });
      counts.push(`${name}: ${count.applied} applied, ${count.refused} refused, 0 wrong`);
      if (process.env['LAPLAS_SEED'] === undefined && !unreadable.has(name)) {
        assert.ok(count.applied > count.refused * 2, counts.at(-1));
      }
    });
  }

  after(() => {
    console.log(counts.map((line) => `      ${line}`).join('\n'));
  });
});

/** Forms that are never read, since what is missing could be anything. */
const unreadable = new Set([
  'no end marker',
  'two dividers',
  'an end without a beginning',
  'normal diff',
]);

function tried(random: Choices, dialect: Dialect): 'applied' | 'refused' {
  const { before, old, after, next } = sectionsOfFiles(random);
  const ending = random.of(['\n', '\r\n'] as const);
  const text = old.join(ending) + ending;
  const target: Target = {
    text,
    ending,
    style: { insertSpaces: true, tabSize: 2 },
    language: 'typescript',
    ...(random.chance(0.5)
      ? { before: before.join(ending) + ending, after: after.join(ending) + ending }
      : {}),
  };
  const reply = dialect(editHunks(old, next, 1 + random.below(4)), random);
  const proposal = propose(reply, [target]);
  if (proposal.kind === 'refused') return 'refused';
  assert.equal(proposal.texts[0], next.join(ending) + ending, reply);
  return 'applied';
}
