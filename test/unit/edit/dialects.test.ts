import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineContent, splitLines } from '../../../src/core/edit/lines.ts';
import { propose, type Target } from '../../../src/core/edit/propose.ts';
import { type Dialect, dialects, editHunks } from './dialects.ts';
import { choices, forSeeds, rounds, type Choices } from './random.ts';

const modules = join(import.meta.dirname, '../../../node_modules');

describe('an edit of a real file', () => {
  const files = realFiles();
  const counts: string[] = [];

  for (const [name, dialect] of Object.entries(dialects)) {
    it(`written as ${name} gives the exact text, or is refused`, () => {
      const count = { applied: 0, refused: 0 };
      forSeeds(rounds(150, 3_000), (seed) => {
        count[tried(choices(seed), files, dialect)] += 1;
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

function tried(random: Choices, files: readonly string[], dialect: Dialect): 'applied' | 'refused' {
  const { before, old, after, next } = someEdit(random, files);
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

/** Some lines of a file, changed in one to three places with lines of other places, as edits do. */
function someEdit(random: Choices, files: readonly string[]) {
  for (;;) {
    const all = splitLines(readFileSync(random.of(files), 'utf8')).map(lineContent);
    if (all.length < 12 || all.some((line) => line.length > 400)) continue;
    const start = random.below(all.length - 8);
    const end = Math.min(all.length, start + 4 + random.below(50));
    const old = all.slice(start, end);
    const next = [...old];
    for (let edits = 1 + random.below(3); edits > 0; edits -= 1) {
      const at = random.below(next.length);
      const added = all
        .slice(...sliceOf(random, all.length))
        .map((line) => (random.chance(0.3) ? `${line} // changed` : line));
      next.splice(at, random.below(4), ...added);
    }
    if (next.every((line) => line.trim() === '') || next.join('\n') === old.join('\n')) continue;
    const before = all.slice(Math.max(0, start - 40), start);
    return { before, old, after: all.slice(end, end + 40), next };
  }
}

function sliceOf(random: Choices, length: number): [number, number] {
  const from = random.below(length);
  return [from, from + random.below(4)];
}

function realFiles(): string[] {
  const found: string[] = [];
  const walk = (folder: string, depth: number): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) continue;
      if (stat.isDirectory()) {
        if (depth < 5) walk(path, depth + 1);
      } else if (
        /\.(?:[cm]?[jt]s|py|css|md|json|ya?ml|sh|lua|sql)$/.test(name) &&
        stat.size < 40_000
      )
        found.push(path);
      if (found.length >= 4_000) return;
    }
  };
  walk(modules, 0);
  assert.ok(found.length > 500);
  return found;
}
