import assert from 'node:assert/strict';
import { shownBlocks } from '../../../src/core/rewrite/fences.ts';
import { isRestMarker } from '../../../src/core/rewrite/omittedCode.ts';
import { createBlockParser } from '../../../src/webview/markdown/blockParser.ts';
import { completeInline, completeLine } from '../../../src/webview/markdown/completePartial.ts';
import { createInlineParser } from '../../../src/webview/markdown/inlineParser.ts';
import { createLines } from '../../../src/webview/markdown/lines.ts';
import { createAnnouncer } from '../../../src/webview/transcript/announcer.ts';
import { factor, growth, linear } from '../growth.ts';
import { large } from './large.ts';

const inline = createInlineParser();
/** Characters of the longer texts: as many as a paragraph has at most that is read for marks (see leafText.ts). */
const longest = 16_000;
/** What goes over whole texts has no such limit, and holds back up to some thousand characters. */
const longestWhole = 64_000;

function check(
  name: string,
  make: (length: number) => string,
  work: (text: string) => unknown,
  most = longest,
) {
  // Of the text only its length counts: runs within it must grow too.
  const texts = new Map([most / factor, most].map((length) => [length, make(length)]));
  const grown = growth(({ length }) => work(texts.get(length) ?? ''), 'x'.repeat(most / factor));
  assert.ok(grown < linear, `${name}: ${grown}`);
}

/** Reads blocks as the painter does, with a look at the line that is not whole after each piece. The looks are as many for each length. */
function readBlocks(text: string): void {
  const parser = createBlockParser(inline, () => undefined);
  const lines = createLines(parser);
  const length = Math.ceil(text.length / 4);
  for (let at = 0; at < text.length; at += length) {
    lines.append(text.slice(at, at + length));
    parser.preview(completeLine(lines.partial(), false) ?? [], () => undefined);
  }
  lines.end();
  parser.end();
}

function announce(text: string, pieceLength: number): void {
  const announcer = createAnnouncer(() => undefined);
  for (let at = 0; at < text.length; at += pieceLength) {
    announcer.add(text.slice(at, at + pieceLength));
  }
  announcer.end('Done.');
}

/** What goes over a model's text. */
const works: readonly (readonly [string, (text: string) => unknown])[] = [
  ['the block parser', readBlocks],
  ['the announcer, at once,', (text) => announce(text, text.length)],
  ['the announcer, piece by piece,', (text) => announce(text, 40)],
  ['the reader of fences', shownBlocks],
  ['the look for what was left out', (text) => isRestMarker(`// ${text}`)],
];

describe('the work on a model’s text', function () {
  this.timeout(60_000);
  for (const [worker, work] of works) {
    it(`promise 20: ${worker} takes as much for a character of a long text as of a short one`, () => {
      for (const [name, make] of large()) {
        check(name, make, work, longestWhole);
      }
    });
  }

  it('promise 20: what closes open marks takes as much for a character of a long text as of a short one', () => {
    // A text with more brackets is not read for marks.
    const read = large().filter(([, make]) => make(longest).split('[').length < 400);
    for (const [name, make] of read) check(name, make, completeInline);
  });

  it('promise 20: finding bare addresses takes as much for a character of a long text as of a short one', () => {
    const addresses = large().filter(([name]) => name.startsWith('addresses'));
    for (const [name, make] of addresses) check(name, make, (text) => inline.parseInline(text, {}));
  });
});
