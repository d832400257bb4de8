import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openModule, type OpenPage } from '../../../dev/page.ts';
import type { PaintTests } from './inPage.ts';
import { createRandom, cutAtRandom } from './random.ts';

declare const paintTests: PaintTests;

const seed = Number(process.env['LAPLAS_SEED'] ?? 20_261_128);
const soak = process.env['LAPLAS_SOAK'] === '1';
const bidi = '\u202e';
/** Characters of the longest text that is formatted, see formattedPart.ts. */
const length = 400_000;

const most: Readonly<Record<string, string>> = {
  items: '- a\n',
  'items with two paragraphs': '1. a\n\n   b\n\n',
  tasks: '- [ ] a\n',
  'lists in lists': `${'- '.repeat(40)}a\n\n`,
  fences: '```\n',
  'fences in quotes': '> ```\n\n',
  quotes: '> a\n\n',
  headings: '# a\n',
  rules: '---\n',
  tables: '|a|\n|-|\n\n',
  emphasis: `${'*a* '.repeat(3_000)}\n\n`,
  'code in text': `${'`a` '.repeat(200)}\n\n`,
  links: `${'<http://a.b> '.repeat(200)}\n\n`,
  addresses: `${'www.a.b '.repeat(1_000)}\n\n`,
  'line breaks': `${'<br>'.repeat(1_000)}\n\n`,
  // A node for each line or word of one message: NousResearch/hermes-agent#47664, CherryHQ/cherry-studio#15832, gptme/gptme#3368,
  // RongleCat/grok-app#821, datahub-project/analytics-agent#82.
  'lines of code': `\`\`\`html\n${'<p class="x">a</p>\n'.repeat(3_000)}\`\`\`\n\n`,
  'rows of a table': `|a|b|c|\n|-|-|-|\n${'|1|2|3|\n'.repeat(400)}\n`,
  'bold words': `${'**a** '.repeat(2_000)}\n\n`,
  'mail addresses': `${'a@b.c '.repeat(1_000)}\n\n`,
};

/** Parts of text that random ones are made of. */
const parts = [
  ...[
    'a',
    ' ',
    '\n',
    '\n\n',
    '*',
    '**',
    '_',
    '~',
    '~~',
    '`',
    '```',
    '[',
    ']',
    '(',
    ')',
    '!',
    '<',
    '>',
    '&amp;',
    '\\',
    '$',
    '|',
  ],
  ...[
    '- ',
    '1. ',
    '10. ',
    '# ',
    '> ',
    '    ',
    '  ',
    '\t',
    '---',
    '===',
    '|-|',
    '\\(',
    '\\[',
    '$$',
    '<br>',
    'https://',
    'http:',
    'www.',
    '@',
    '.b',
  ],
  ...[
    '请',
    '：',
    'א',
    bidi,
    '•',
    '[a]: ',
    '[^1]',
    ':',
    '+',
    '/',
    '"',
    "'",
    '`x`',
    '👨',
    '\u200d',
    '~~~',
    '<b',
    '{',
    '=',
  ],
];

describe('what a message costs the page', function () {
  this.timeout(180_000);
  let open: OpenPage;
  before(async () => {
    open = await openModule(join(import.meta.dirname, 'inPage.ts'));
  });
  after(() => open.close());

  const shown = (text: string) =>
    open.page.evaluate((all) => {
      const { element } = paintTests.paint([all]);
      const formatted = element.querySelectorAll('.block-group *').length;
      const note = element.querySelector('.plain-note')?.textContent ?? '';
      const rest = element.querySelector('.plain-note + .plain-rest')?.textContent ?? '';
      return { elements: element.querySelectorAll('*').length, formatted, note, rest };
    }, text);

  for (const [name, piece] of Object.entries(most)) {
    it(`promise 20: very many ${name} end in plain text, whole, under words that say so`, async () => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const { elements, formatted, note, rest } = await shown(text);
      assert.ok(elements < 130_000, `${elements} elements`);
      assert.ok(formatted > 5_000 || name === 'links', `${formatted} are formatted`);
      if (note === '') return;
      assert.equal(note, 'The response is very long. The rest is shown without formatting.');
      assert.ok(text.endsWith(rest) && rest !== '');
    });
  }

  it('promise 20: formatting ends at the same line in whatever pieces the text comes', async () => {
    const random = createRandom(seed);
    for (const piece of ['- a\r\n', '```\n', '> *a*\n\n', '|a|\r|-|\r\r']) {
      const text = piece.repeat(Math.ceil(80_000 / piece.length));
      const found = await open.page.evaluate(
        (all) => paintTests.unlike(all).length,
        [{ text, ways: [cutAtRandom(text, random, 9_000), cutAtRandom(text, random, 9_000)] }],
      );
      assert.equal(found, 0, `seed ${seed}: ${JSON.stringify(piece)}`);
    }
  });

  it('promise 20: hidden characters without end are boxes up to a number, and text from there', async () => {
    for (const line of [bidi.repeat(900), `a${bidi}`.repeat(450), bidi]) {
      const text = `\`\`\`\n${`${line}\n`.repeat(Math.ceil(length / (line.length + 1)))}`;
      const { elements } = await shown(text.slice(0, length));
      assert.ok(elements < 130_000, `${elements} elements`);
    }
    const { formatted, rest } = await shown(`\`\`\`\n${bidi.repeat(900)}x\n\`\`\`\n`);
    assert.ok(formatted < 200 && rest === '');
    const text = await open.page.evaluate(
      (all) => paintTests.paint([all]).element.textContent,
      `\`\`\`\n${bidi.repeat(102)}x\n\`\`\`\n`,
    );
    assert.ok(text.includes('⟨U+202E⟩⟨U+202E⟩x') && !text.includes(bidi));
  });

  it('promise 20: random texts that repeat take as much work a character as half of them', async () => {
    const random = createRandom(seed);
    for (let i = 0; i < (soak ? 3_000 : 60); i++) {
      const count = 1 + Math.floor(random() * 5);
      let piece = '';
      for (let each = 0; each < count; each++) piece += parts[Math.floor(random() * parts.length)];
      const before = random() < 0.3 ? '```\n' : '';
      const make = (size: number) => before + piece.repeat(Math.ceil(size / piece.length));
      const [half, whole] = await open.page.evaluate(
        ([short, long]) => [paintTests.work(short, 4_096), paintTests.work(long, 4_096)] as const,
        [make(12_000), make(24_000)] as const,
      );
      const show = `seed ${seed}: ${JSON.stringify(before + piece)} ${JSON.stringify({ half, whole })}`;
      assert.ok(whole.all <= 2.3 * half.all + 100, show);
      assert.ok(whole.read <= 6 * 24_000 + 8_192, show);
      assert.ok(whole.mostAtOnce <= 4_096 * 2.5 && whole.depth <= 60, show);
    }
  });
});
