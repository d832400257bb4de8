import assert from 'node:assert/strict';
import { titleOf } from '../../../src/core/prompts/title.ts';
import { createSearch } from '../../../src/core/history/search.ts';
import {
  boundaryAfter,
  boundaryBefore,
  firstCharacters,
} from '../../../src/core/base/graphemes.ts';

/** What must not be cut in two. */
const characters: readonly string[] = [
  // A pair of surrogates: CherryHQ/cherry-studio#16404, traycerai/traycer#1581.
  '😀',
  // Flags, families, skin tones, accents, vowel signs: bitrix24/b24ui#364, d12frosted/vui.el#140, sindresorhus/cli-truncate#24.
  '🇺🇸',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  'x\u0301',
  'कि',
  // A variation selector and a joiner: open-telemetry/opentelemetry-specification#2779.
  '🏳️‍🌈',
  '\u1112\u1161\u11ab',
];

async function excerptOf(text: string, query: string): Promise<string | undefined> {
  const summary = {
    id: 'a',
    title: 'T',
    createdAt: 1,
    updatedAt: 1,
    pinned: false,
    messageCount: 1,
  };
  const message = { id: 'm', parentId: null, role: 'user', text, attachments: [] } as const;
  const load = () =>
    Promise.resolve({
      ...summary,
      messages: [{ ...message, state: 'complete' as const, createdAt: 1 }],
      head: 'm',
    });
  return (await createSearch().find(query, [{ summary, load }], 5))[0]?.excerpt;
}

/** The text without what is whole. */
function rest(text: string, character: string): string {
  return text
    .replaceAll(character.normalize('NFC'), '')
    .replaceAll(character, '')
    .replace(/[…\s]/g, '');
}

describe('a text that is cut', () => {
  it('ends and begins with whole characters, wherever the cut falls', () => {
    for (const character of characters) {
      const text = character.repeat(400);
      for (let at = 0; at <= 60; at++) {
        const [before, after] = [boundaryBefore(text, 300 + at), boundaryAfter(text, 300 + at)];
        assert.ok(before <= 300 + at && after >= 300 + at, character);
        assert.equal(rest(text.slice(0, before), character), '');
        assert.equal(rest(text.slice(after), character), '');
        const first = firstCharacters(`${'a'.repeat(at)}${text}`, 60);
        assert.equal(first, `${'a'.repeat(at)}${character.repeat(60 - at)}`);
      }
    }
  });

  it('is bounded though one character has no end', () => {
    const text = `x${'\u0301'.repeat(100_000)}`;
    assert.ok(firstCharacters(text, 60).length <= 60 * 64);
    assert.ok(titleOf(text, []).length <= 60 * 64 + 1);
    assert.ok(boundaryAfter(text, 50_000) >= 50_000);
    assert.equal(boundaryBefore('', 5), 0);
  });

  it('is a title or an excerpt of whole characters', async () => {
    for (const character of characters) {
      for (const filler of ['', 'a', 'ab', 'abc']) {
        const long = `${filler}${character.repeat(90)}`;
        assert.equal(rest(titleOf(long, []).slice(filler.length), character), '');
        const found = await excerptOf(`${character.repeat(90)} needle${filler} ${long}`, 'needle');
        assert.equal(rest(found?.replace(/needle[abc]* [abc]*/, '') ?? 'none', character), '');
      }
    }
  });
});

describe('a search', () => {
  it('finds what is written in the other Unicode form', async () => {
    // Sources: deja-vu, findinfiles, nv, sol, alfred-confluence, hls-downloader.
    const words = [
      'café', // vshulcz/deja-vu#1121
      'ä', // toolscode/findinfiles#9
      'Présentation', // scrod/nv#276
      '캘린더', // ospfranco/sol#329
      '학점인정', // lidge-jun/aside-codemode#30
      '안녕', // puemos/hls-downloader#344
      'バ', // textmate/text.tmbundle#13
      'tiếng Việt', // 1ec5/avim#138
    ];
    for (const word of words) {
      for (const [query, text] of [
        [word.normalize('NFC'), word.normalize('NFD')],
        [word.normalize('NFD'), word.normalize('NFC')],
      ] as const) {
        assert.equal(
          await excerptOf(`the ${text} menu`, query),
          `the ${word.normalize('NFC')} menu`,
        );
      }
    }
    assert.equal(await excerptOf('the cafe menu', 'café'), undefined);
  });
});
