import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { chatOf, explanationOf, rewriteOf } from './ask.ts';

const shop = new URL('../../../../dev/samples/shop/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, shop), 'utf8').trimEnd();
const orders = read('src/orders.ts');

/** How many runs of lines differ, where no line moved. */
function hunks(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  assert.equal(old.length, now.length);
  const differs = old.map((line, index) => line !== now[index]);
  return differs.filter((one, index) => one && differs[index - 1] !== true).length;
}

function functionOf(name: string): string {
  const begin = orders.indexOf(`export function ${name}(`);
  return orders.slice(begin, orders.indexOf('\n}\n', begin) + 2);
}

describe('the sample project, in the hands of the demonstration', () => {
  it('has a file of over 200 lines, of which one function changes in three hunks and more', () => {
    assert.ok(orders.split('\n').length > 200);
    const price = functionOf('priceOrder');
    for (const instruction of ['rename total to sum', 'change var to const or let']) {
      const changed = rewriteOf(price, 'typescript', instruction) ?? '';
      assert.ok(hunks(price, changed) >= 3, instruction);
    }
    assert.ok(hunks(orders, rewriteOf(orders, 'typescript', 'use const and let') ?? '') > 10);
  });

  it('gets comments that can be taken out again, in TypeScript and in Python', () => {
    const plain = rewriteOf(orders, 'typescript', 'remove comments') ?? '';
    const commented = rewriteOf(plain, 'typescript', 'add comments') ?? '';
    assert.ok(commented.split('\n').length > plain.split('\n').length + 80);
    assert.equal(rewriteOf(commented, 'typescript', 'remove comments'), plain);
    const stock = read('tools/stock.py');
    const documented = rewriteOf(stock, 'python', 'add docstrings') ?? '';
    assert.equal(documented.match(/^ {4}"""[A-Z]/gm)?.length, 4);
  });

  it('has bugs that are found', () => {
    const text = chatOf(`\`\`\`typescript\n${orders}\n\`\`\`\n\nWhat is wrong here?`);
    for (const trap of [
      'stops before the last element',
      'passes over the element',
      'without a comparison',
    ]) {
      assert.ok(text.includes(trap), trap);
    }
  });

  it('is explained and rewritten in any piece, with no line lost', () => {
    const all = orders.split('\n');
    const seed = Number(process.env['LAPLAS_SEED'] ?? 1);
    const rounds = process.env['LAPLAS_SOAK'] === '1' ? 2000 : 25;
    let state = seed;
    const random = (below: number): number => {
      // The linear congruential generator of Numerical Recipes.
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < rounds; round += 1) {
      const begin = random(all.length);
      // A last line that is empty is no line of a selection.
      const piece = all
        .slice(begin, begin + 1 + random(60))
        .join('\n')
        .trimEnd()
        .split('\n');
      const language = ['typescript', 'go', 'python', ''][random(4)] ?? '';
      const where = `LAPLAS_SEED=${seed}: lines ${begin + 1} to ${begin + piece.length}, as ${language}`;
      assert.match(explanationOf(piece.join('\n'), language), /demonstration server/, where);
      const commented = (rewriteOf(piece.join('\n'), language, 'add comments') ?? '').split('\n');
      let at = 0;
      for (const line of commented) if (line === piece[at]) at += 1;
      assert.equal(at, piece.length, where);
      const renamed = rewriteOf(piece.join('\n'), language, 'rename line to row') ?? '';
      assert.equal(renamed.split('\n').length, piece.length, where);
    }
  });
});
