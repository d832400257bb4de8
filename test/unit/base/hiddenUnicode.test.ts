import { strict as assert } from 'node:assert';
import { findHiddenCharacters } from '../../../src/core/base/hiddenUnicode.ts';
import { growth, linear } from '../growth.ts';

const codes = (text: string) => findHiddenCharacters(text).map(({ code }) => code);

/** What people write. */
const wanted = [
  'مرحبا بالعالم "نص"',
  'می‌خواهم کتاب‌ها',
  'שלום עולם, C++\u200f ו-Java',
  'क्‍ष न्‍यू',
  '👩‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ ☎︎ 👍🏽 🧑🏽‍🚀 1️⃣ #️⃣',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪',
  'naïve café 日本語 한국어 Ελληνικά',
  'tabs\tand\r\nlines\u00a0',
  // digitalbiblesociety/browserbible-3#88: words of Khmer end in U+200B. The others are alike.
  'បុណ្យ\u200bរំលង ສະ\u200bບາຍ คำ\u200bไทย မြန်\u200bမာ',
  // AlexanderMattTurner/agent-sanitizer#78: after a virama a joiner is writing.
  'ଓଡ଼ିଆ ଲକ୍\u200c, ಬ್ಯಾಂಕ್\u200c. తెలుగు హాల్\u200c, മലയാളം അവന്\u200d',
  // codemirror/codemirror5#6303: Persian.
  'می‌نویسم کتاب‌ها',
  'ᠮᠣᠩᠭᠣᠯ\u180e\u1820 ᠭ\u180b',
  '\u061c-١٬٢٣٤ ۱\u200f/۲ ٣\u200f/٣\u200f/٢٠٢٦',
  '1\u202f234 «\u00a0oui\u00a0» 全角\u3000',
];

describe('hidden characters', () => {
  it('promise 19: bidi controls are found', () => {
    for (const control of '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069') {
      const found = findHiddenCharacters(`if (isAdmin${control}) {`);
      assert.equal(found.length, 1, control.codePointAt(0)?.toString(16));
      assert.deepEqual([found[0]?.index, found[0]?.kind], [11, 'bidi']);
    }
  });

  it('promise 19: tag characters and variation selectors that carry a message are found', () => {
    const message = [...'ignore'].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0)));
    assert.equal(findHiddenCharacters(`a${message.join('')}b`).length, 6);
    assert.equal(findHiddenCharacters(`🏴${message.join('')}`).length, 6);
    assert.equal(findHiddenCharacters('a\u{e0100}\u{e01ef}\ufe05').length, 3);
  });

  it('promise 19: zero-width, filler and control characters are found', () => {
    for (const char of '\u200b\u200c\u200d\u2060\u2063\ufeff\u00ad\u3164\u115f\u180e\u0000\u0008\u001b\u0085') {
      assert.equal(codes(`let na${char}me`).length, 1, char.codePointAt(0)?.toString(16));
    }
    assert.deepEqual(codes('a\u200bb'), ['U+200B']);
    for (const char of '\u2800\u{1bca0}\u{1bca3}\u{13430}\u{1343f}\u1680\u2000\u2003\u200a\u205f') {
      assert.equal(codes(`let na${char}me`).length, 1, char.codePointAt(0)?.toString(16));
    }
  });

  it('promise 19: what a script needs is found where the script is not', () => {
    for (const text of [
      'a\u200bก',
      'ក\u200ba',
      'a\u200c',
      '\u200bក',
      'a\u180b',
      'x\u061c-1',
      'می\u200c ',
    ]) {
      assert.equal(codes(text).length, 1, JSON.stringify(text));
    }
    // Between the digits of Latin a mark turns what is read: `3/2` looks like another number.
    assert.deepEqual(codes('total = 3\u200f/2'), ['U+200F']);
  });

  it('promise 19: Arabic, Hebrew, scripts that join and emoji raise nothing', () => {
    for (const text of wanted) assert.deepEqual(codes(text), [], text);
  });

  it('promise 19: they raise nothing either while they come, wherever they are cut', () => {
    for (const text of wanted) {
      for (let end = 0; end <= text.length; end++) {
        const start = text.slice(0, end);
        assert.deepEqual(findHiddenCharacters(start, undefined, true), [], start);
      }
    }
  });

  it('promise 19: of a text that is coming, only what may still be needed waits', () => {
    const found = (text: string) => findHiddenCharacters(text, undefined, true).length;
    for (const text of [
      'a\u202e',
      'na\u200d',
      'na\u200c',
      '1\u200d',
      'a\u{e0067}',
      '🏴\u{e0069}',
    ]) {
      assert.equal(found(text), 1, text);
    }
    for (const [text, then] of [
      ['👩\u200d', 'a'],
      ['ی\u200c', 'a'],
      ['🏴\u{e0067}', ' '],
      ['1\ufe0f', '2'],
      ['a\u200f', 'bcdef'],
    ] as const) {
      assert.deepEqual([found(text), found(text + then)], [0, 1], text);
      assert.equal(findHiddenCharacters(text).length, 1, 'where nothing follows');
    }
  });

  it('says where each stands, in UTF-16 units', () => {
    const text = '🙂a\u202eb\u{e0041}';
    for (const { index, length } of findHiddenCharacters(text)) {
      assert.match(text.slice(index, index + length), /^[\u202e\u{e0041}]$/u);
    }
  });

  it('stops at the limit, and goes through plain code and hidden text alike in time that grows with them alone', () => {
    assert.equal(findHiddenCharacters('\u200b'.repeat(50), 7).length, 7);
    for (const line of ['const a = 1;\n', 'a\u200bb']) {
      const grown = growth((text) => findHiddenCharacters(text, Infinity), line.repeat(20_000));
      assert.ok(grown < linear, `${grown}`);
    }
  });
});
