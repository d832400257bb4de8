import assert from 'node:assert/strict';
import { lineContent, lineTerminator, splitLines } from '../../../src/core/base/lines.ts';
import { propose } from '../../../src/core/rewrite/propose.ts';
import { applyEdits, hunks, leastEdits, reject } from '../../../src/core/review/review.ts';
import { choices, forSeeds, rounds, type Choices } from '../random.ts';

describe('the bytes of a document', () => {
  it('promise 14: stay outside the rewritten lines, with LF, CRLF, mixed, BOM, tabs and no final newline', () => {
    forSeeds(rounds(2_000, 20_000), (seed) => {
      const random = choices(seed);
      const lines = someLines(random);
      const bom = random.chance(0.3) ? '\uFEFF' : '';
      const start = random.below(lines.length);
      const end = start + 1 + random.below(lines.length - start);
      const before = bom + lines.slice(0, start).join('');
      const old = lines.slice(start, end).join('');
      const rest = lines.slice(end).join('');
      const proposal = propose(someReply(random, old), [
        {
          text: old,
          ending: random.of(['\n', '\r\n'] as const),
          style: { insertSpaces: random.chance(0.5), tabSize: 4 },
        },
      ]);
      if (proposal.kind === 'refused') return;
      const [next = ''] = proposal.texts;
      const document = before + old + rest;
      const after = applyEdits(document, leastEdits(document, before + next + rest));

      assert.ok(after.startsWith(before), 'what stands above changed');
      assert.ok(after.endsWith(rest), 'what stands below changed');
      assert.equal(/[\r\n]$/.test(after), /[\r\n]$/.test(document), 'the end of the file changed');
      assertLineEndings(document, after);

      // Rejecting every change gives the bytes back, mixed line endings included where lines were only added or kept.
      let text = after;
      for (const hunk of hunks(document, text).reverse()) {
        text = applyEdits(text, [reject(document, text, hunk)]);
      }
      assert.deepEqual(splitLines(text).map(lineContent), splitLines(document).map(lineContent));
    });
  });
});

/** Lines that are not new keep their own terminator; new ones take one that the document has. */
function assertLineEndings(before: string, after: string): void {
  const known = new Map<string, Set<string>>();
  const all = new Set<string>();
  for (const line of splitLines(before)) {
    const content = lineContent(line);
    known.set(content, (known.get(content) ?? new Set()).add(lineTerminator(line)));
    all.add(lineTerminator(line));
  }
  for (const line of splitLines(after)) {
    const terminator = lineTerminator(line);
    if (terminator === '') continue;
    const own = known.get(lineContent(line));
    const noneBefore = !['\n', '\r\n', '\r'].some((ending) => all.has(ending));
    assert.ok(
      noneBefore || all.has(terminator) || own?.has(terminator) === true,
      `${JSON.stringify(line)} ends like no line of the document`,
    );
  }
}

function someLines(random: Choices): string[] {
  const style = random.below(3);
  const count = 1 + random.below(20);
  return Array.from({ length: count }, (_, i) => {
    const indent = random.of(['', '  ', '\t', '    ', '\t\t']);
    const text = random.chance(0.15) ? '' : `${indent}line ${i}${random.chance(0.2) ? '  ' : ''}`;
    const ending = style === 0 ? '\n' : style === 1 ? '\r\n' : random.of(['\n', '\r\n']);
    return i === count - 1 && random.chance(0.4) ? text || 'last' : text + ending;
  });
}

function someReply(random: Choices, old: string): string {
  const lines = splitLines(old)
    .map(lineContent)
    .flatMap((line) => {
      if (random.chance(0.2)) return ['added here', line];
      if (random.chance(0.2)) return [];
      return [random.chance(0.3) ? `${line} changed` : line];
    });
  const ending = random.of(['\n', '\r\n']);
  return ['```', ...(lines.length === 0 ? ['x'] : lines), '```'].join(ending);
}
