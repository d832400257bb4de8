import assert from 'node:assert/strict';
import { commonEnding, splitLines } from '../../../src/core/base/lines.ts';
import { fenceFor } from '../../../src/core/rewrite/fences.ts';
import { propose } from '../../../src/core/rewrite/propose.ts';
import { leftOutReply, shapeNames, type LeftOutReply, type Shape } from './omittedCodeResponses.ts';
import { choices, rounds } from '../random.ts';
import { realFile, type RealFile } from './realFiles.ts';

interface Count {
  right: number;
  refused: number;
  wrong: number;
}

const size = rounds(150, 1500);
const firstSeed = Number(process.env['LAPLAS_SEED'] ?? 1);

describe('replies that leave code out, made from real files', () => {
  for (const isWhole of [true, false]) {
    const group = isWhole ? 'whole files' : 'parts of files';

    it(`are applied right or refused, and seldom refused: ${group}`, function () {
      this.timeout(600_000);
      const counts = new Map<Shape, Count>();
      const wrong: string[] = [];
      const end = process.env['LAPLAS_SEED'] === undefined ? Infinity : firstSeed;
      let made = 0;
      for (let seed = firstSeed; made < size && seed <= end; seed += 1) {
        const random = choices(seed * 2 + Number(isWhole));
        const file = realFile(random);
        const shape = random.of(shapeNames);
        const reply = leftOutReply(shape, file, isWhole, random);
        if (reply === undefined) continue;
        made += 1;
        const count = counts.get(shape) ?? { right: 0, refused: 0, wrong: 0 };
        counts.set(shape, count);
        const verdict = judge(reply, file);
        count[verdict] += 1;
        if (verdict === 'wrong') wrong.push(`seed ${seed}, ${shape}: ${file.path}`);
      }
      console.log(table(group, counts));
      const total = sum(counts);
      assert.deepEqual(wrong, []);
      if (made === size)
        assert.ok(total.refused * 3 <= made, `${total.refused} of ${made} were refused`);
    });
  }
});

function judge(reply: LeftOutReply, file: RealFile): keyof Count {
  const ending = commonEnding(splitLines(file.text));
  const code = reply.code.join('\n');
  const fence = fenceFor(code);
  const isTabs = reply.old.some((line) => line.startsWith('\t'));
  const made = propose(`${fence}${file.language}\n${code}\n${fence}`, [
    {
      text: reply.old.join(ending) + ending,
      style: { insertSpaces: !isTabs, tabSize: 4 },
      ending,
      language: file.language,
    },
  ]);
  if (made.kind === 'refused') return made.reason === 'leftOut' ? 'refused' : 'wrong';
  return made.texts[0] === reply.expected.join(ending) + ending ? 'right' : 'wrong';
}

function sum(counts: ReadonlyMap<Shape, Count>): Count {
  const total = { right: 0, refused: 0, wrong: 0 };
  for (const count of counts.values()) {
    total.right += count.right;
    total.refused += count.refused;
    total.wrong += count.wrong;
  }
  return total;
}

function table(group: string, counts: ReadonlyMap<Shape, Count>): string {
  const row = (name: string, { right, refused, wrong }: Count): string =>
    `${name.padEnd(64)} ${[right, refused, wrong].map((count) => String(count).padStart(6)).join(' ')}`;
  return [
    `${group.padEnd(64)}  right refused wrong`,
    ...shapeNames.flatMap((shape) => {
      const count = counts.get(shape);
      return count === undefined ? [] : [row(shape, count)];
    }),
    row('all', sum(counts)),
  ].join('\n');
}
