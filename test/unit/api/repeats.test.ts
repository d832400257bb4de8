import assert from 'node:assert/strict';
import { decodeChunk } from '../../../src/core/api/chunk.ts';
import { createRepeats } from '../../../src/core/api/repeatedChunks.ts';
import { forSeeds, soak } from './testing.ts';

describe('chunks that repeat', () => {
  const choice = (rest: string): string =>
    `{"id":"r","choices":[{"index":0,"delta":{${rest}},"finish_reason":null}]}`;

  it('are read without being parsed', () => {
    const repeats = createRepeats();
    const first = choice('"content":"a"');
    assert.equal(repeats.textOf(first), undefined);
    repeats.learn(first, decodeChunk(JSON.parse(first)) ?? {});
    assert.equal(repeats.textOf(choice('"content":"b"')), 'b');
    assert.equal(repeats.textOf(choice('"content":"\\u00e9\\n\\""')), 'é\n"');
    assert.equal(repeats.textOf(choice('"content":""')), '');
  });

  const different = [
    choice('"content":"b","role":"x"'),
    choice('"content":"b","content":"c"'),
    choice('"content":null'),
    choice('"content":"b').replace('}}', '}'),
    choice('"content":"b"').replace('null', '"stop"'),
    choice('"content":"b"').replace('"r"', '"s"'),
    choice('"content":"b\u0007"'),
    choice('"content":"b\\"'),
    choice('"content":"\\x"'),
    '',
  ];
  for (const data of different) {
    it(`others are left to the parser: ${JSON.stringify(data)}`, () => {
      const repeats = createRepeats();
      const first = choice('"content":"a"');
      repeats.learn(first, decodeChunk(JSON.parse(first)) ?? {});
      assert.equal(repeats.textOf(data), undefined);
    });
  }

  it('is never of another opinion than the parser', async function () {
    this.timeout(soak ? 600_000 : 20_000);
    const alphabet = [
      '"',
      '\\',
      'a',
      '{',
      '}',
      ',',
      ':',
      '"content":',
      '\\"',
      '\\u0061',
      'é',
      ' ',
      '\n',
    ];
    const keys = ['content', 'role', 'c\\u006fntent', 'x'];
    await forSeeds(soak ? 200_000 : 5_000, (random) => {
      const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
      const text = (): string =>
        Array.from({ length: Math.floor(random() * 4) }, () => pick(alphabet)).join('');
      const field = (): string =>
        `"${pick(keys)}":${random() < 0.8 ? JSON.stringify(text()) : `"${text()}"`}`;
      const shape = Array.from({ length: 1 + Math.floor(random() * 2) }, field);
      const repeats = createRepeats();
      for (let number = 0; number < 4; number += 1) {
        const fields = shape.map((old) => (random() < 0.5 ? old : field()));
        const data = choice(fields.join(','));
        const quick = repeats.textOf(data);
        let chunk;
        try {
          chunk = decodeChunk(JSON.parse(data));
        } catch {
          assert.equal(quick, undefined, data);
          continue;
        }
        if (quick !== undefined) assert.equal(quick, chunk?.text ?? '', data);
        else if (chunk !== undefined) repeats.learn(data, chunk);
      }
    });
  });
});
