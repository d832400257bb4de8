import assert from 'node:assert/strict';
import { join } from 'node:path';
import { answer, charactersPerToken } from '../../../dev/bench/paintText.ts';
import { openModule, type OpenPage } from '../../../dev/page.ts';
import { bytes, chunk, event, play } from '../api/testing.ts';
import type { PaintTests } from '../markdown/inPage.ts';

declare const paintTests: PaintTests;

const tokens = 2_000;
const text = answer(tokens);
const deltas = text.match(new RegExp(`[^]{${charactersPerToken}}`, 'g')) ?? [];

// The limits stand some 15 % above what each was when it was last looked at. Operations are counted, not timed: the counts are the same on a busy machine.
describe('painting a token', function () {
  this.timeout(60_000);
  let open: OpenPage;
  before(async () => {
    open = await openModule(join(import.meta.dirname, '../markdown/inPage.ts'));
  });
  after(() => open.close());

  it('makes few nodes and reads few characters', async () => {
    const { all, read } = await open.page.evaluate(
      ([whole, length]) => paintTests.work(whole, length),
      [text, charactersPerToken] as const,
    );
    const [nodes, characters] = [all / tokens, read / tokens];
    assert.ok(nodes <= 0.65, `${nodes} nodes a token`);
    assert.ok(characters <= 23, `${characters} characters a token`);
  });
});

describe('decoding a token', () => {
  /** A stream of the deltas, and what JSON.parse had to do for it. */
  const decoded = (more: (at: number) => object) => {
    const sent = deltas.map((content, at) =>
      event({ ...(chunk({ content }) as object), ...more(at) }),
    );
    const pieces = [...sent, event(chunk({}, 'stop'))].map(bytes);
    const parsed = { calls: 0, characters: 0 };
    const parse: unknown = JSON.parse;
    Reflect.set(JSON, 'parse', (...all: unknown[]): unknown => {
      parsed.calls += 1;
      parsed.characters += String(all[0]).length;
      return typeof parse === 'function' ? parse.apply(JSON, all) : undefined;
    });
    try {
      const { texts } = play(pieces);
      assert.equal(texts.join(''), text);
      return { ...parsed, texts: texts.length };
    } finally {
      Reflect.set(JSON, 'parse', parse);
    }
  };

  it('parses next to nothing where chunks repeat but for their text', () => {
    const { characters, texts } = decoded(() => ({}));
    assert.equal(texts, deltas.length);
    assert.ok(characters / tokens <= 1, `${characters / tokens} characters a token`);
  });

  it('parses a chunk once where each is another', () => {
    const { calls, texts } = decoded((at) => ({ created: at }));
    assert.equal(texts, deltas.length);
    assert.ok(calls / tokens <= 1.02, `${calls / tokens} calls a token`);
  });
});
