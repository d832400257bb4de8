import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineContent, splitLines } from '../../../src/core/base/lines.ts';
import { locateBlock } from '../../../src/core/rewrite/locateBlock.ts';
import { propose, type Target } from '../../../src/core/rewrite/propose.ts';
import { applyEdits, leastEdits } from '../../../src/core/review/review.ts';

interface Golden {
  readonly title: string;
  readonly options: readonly string[];
  readonly parts: ReadonlyMap<string, string>;
}

const folder = join(import.meta.dirname, '../../fixtures/rewrite');

describe('a reply becomes the new lines', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
    const language = name.replace('.txt', '');
    for (const golden of read(readFileSync(join(folder, name), 'utf8'))) {
      it(`${language}: ${golden.title}`, () => {
        if (golden.parts.has('file')) checkPlaced(golden, language);
        else check(golden, language);
      });
    }
  }
});

function check(golden: Golden, language: string): void {
  const shape = shapeOf(golden.options);
  const old = shape(part(golden, 'old'));
  const proposal = propose(part(golden, 'reply').replace(/\n$/, ''), [
    target(golden, old, language),
  ]);
  const refused = [...golden.parts.keys()].find((key) => key.startsWith('refused '));
  if (refused !== undefined) {
    assert.equal(proposal.kind === 'refused' && proposal.reason, refused.replace('refused ', ''));
    return;
  }
  assert.equal(proposal.kind, 'ready', JSON.stringify(proposal));
  if (proposal.kind !== 'ready') return;
  const expected = shape(part(golden, 'new'));
  assert.equal(proposal.texts[0], expected);

  // In its file: the bytes around it stay, and the least edits lead to the very same text.
  const { before, after } = surroundings(golden.options, shape);
  const file = before + old + after;
  const next = before + expected + after;
  assert.equal(applyEdits(file, leastEdits(file, next)), next);
}

function checkPlaced(golden: Golden, language: string): void {
  const { file, expected } = filesOf(golden);
  const block = part(golden, 'block').replace(/\n$/, '');
  const lines = splitLines(file);
  const place = locateBlock(lines.map(lineContent), block.split('\n'));
  if (golden.parts.has('nowhere')) {
    assert.equal(place, undefined);
    return;
  }
  assert.ok(place, 'no place was found');
  const old = lines.slice(place.start, place.end).join('');
  const proposal = propose(`\`\`\`\n${block}\n\`\`\``, [target(golden, old, language)]);
  assert.equal(proposal.kind, 'ready', JSON.stringify(proposal));
  if (proposal.kind !== 'ready') return;
  const next =
    lines.slice(0, place.start).join('') +
    (proposal.texts[0] ?? '') +
    lines.slice(place.end).join('');
  assert.equal(next, expected);
}

/** The file, and what it should become; undefined where the block belongs nowhere. */
function filesOf(golden: Golden): { readonly file: string; readonly expected: string | undefined } {
  const file = part(golden, 'file');
  const repeat = golden.options.find((option) => option.startsWith('repeat '));
  if (repeat === undefined) return { file, expected: golden.parts.get('new') };
  const count = Number(repeat.slice('repeat '.length));
  const pieces = Array.from({ length: count }, (_, i) => file.replaceAll('#', String(i)));
  const [key = '', next = ''] = [...golden.parts].find(([name]) => name.startsWith('new ')) ?? [];
  const changed = pieces.with(Number(key.slice('new '.length)), next);
  return { file: pieces.join(''), expected: changed.join('') };
}

function target(golden: Golden, text: string, language: string): Target {
  const spaces = golden.options.find((option) => option.startsWith('spaces '));
  return {
    text,
    ending: golden.options.includes('crlf') ? '\r\n' : '\n',
    language,
    style: {
      insertSpaces: spaces !== undefined,
      tabSize: spaces === undefined ? 4 : Number(spaces.replace('spaces ', '')),
    },
  };
}

function shapeOf(options: readonly string[]): (text: string) => string {
  return (text) => {
    const ended = options.includes('no final newline') ? text.replace(/\n$/, '') : text;
    return options.includes('crlf') ? ended.replaceAll('\n', '\r\n') : ended;
  };
}

function surroundings(
  options: readonly string[],
  shape: (text: string) => string,
): { before: string; after: string } {
  const around = Number(options.find((option) => option.startsWith('around '))?.slice(7) ?? 4);
  const lines = Array.from(
    { length: around },
    (_, i) => `  function value${i}() {\n    return ${i};\n  }\n`,
  );
  const half = Math.floor(around / 2);
  const bom = options.includes('bom') ? '\uFEFF' : '';
  const after = options.includes('no final newline') ? '' : lines.slice(half).join('');
  return { before: bom + shape(`${lines.slice(0, half).join('')}\n`), after: shape(after) };
}

function part(golden: Golden, name: string): string {
  const text = golden.parts.get(name);
  assert.ok(text !== undefined, `the fixture has no part ${name}`);
  return text;
}

function read(text: string): Golden[] {
  const goldens: { title: string; options: string[]; parts: Map<string, string> }[] = [];
  let key: string | undefined;
  for (const line of splitLines(text)) {
    const marker = /^@@@ (?!-)(.*)$/m.exec(line)?.[1];
    const golden = goldens.at(-1);
    if (marker?.startsWith('case ')) {
      goldens.push({ title: marker.slice(5), options: [], parts: new Map() });
      key = undefined;
    } else if (marker !== undefined && golden !== undefined) {
      key = marker;
      golden.parts.set(key, '');
    } else if (key === undefined) golden?.options.push(lineContent(line));
    else golden?.parts.set(key, (golden.parts.get(key) ?? '') + line);
  }
  return goldens;
}
