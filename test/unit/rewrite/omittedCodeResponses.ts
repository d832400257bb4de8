/** Replies that leave code out with markers, made from real files, each with the text that it means. */
import { splitLines } from '../../../src/core/base/lines.ts';
import { changedLine, newCode, newImport, newLines, newMethod } from './newCode.ts';
import type { Choices } from '../random.ts';
import { blockIn, classIn, indentOf, partOf, type Block } from './realBlocks.ts';
import type { RealFile } from './realFiles.ts';

export interface LeftOutReply {
  readonly shape: Shape;
  /** The lines that are to be rewritten. */
  readonly old: readonly string[];
  readonly code: readonly string[];
  readonly expected: readonly string[];
}

/** Old lines `start` to `end` (excluded) become `lines`; `above` and `below` old lines around them are shown. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
  readonly above: number;
  readonly below: number;
}

type Make = (
  old: readonly string[],
  language: string,
  random: Choices,
) => readonly Edit[] | undefined;

export type Shape = keyof typeof shapes;

const shapes = {
  'a function appended after a marker': (old, language, random) => {
    const lines = newCode(language, random);
    const end = old.length;
    return lines === undefined
      ? undefined
      : [{ start: end, end, lines: ['', ...lines], above: 0, below: 0 }];
  },
  'a function appended after a marker, a copy with another name': (old, language, random) => {
    const block = blockIn(old, random, 0);
    if (block === undefined || !/javascript|typescript|python/.test(language)) return undefined;
    const lines = renamed(old.slice(block.start, block.end));
    const end = old.length;
    return lines === undefined
      ? undefined
      : [{ start: end, end, lines: ['', ...lines], above: 0, below: 0 }];
  },
  '1 line changed with 3 lines of context on both sides': (old, _language, random) =>
    change(old, random, 3, 3),
  '1 line changed with 1 line of context on both sides': (old, _language, random) =>
    change(old, random, 1, 1),
  '2 lines inserted with 3 lines of context': (old, language, random) => {
    const at = 3 + random.below(old.length - 6);
    return [
      { start: at, end: at, lines: newLines(old[at] ?? '', language, random), above: 3, below: 3 },
    ];
  },
  '2 lines inserted after one line of context': (old, language, random) => {
    const at = 1 + random.below(old.length - 4);
    return [
      {
        start: at,
        end: at,
        lines: newLines(
          (old[at] ?? '').trim() === '' ? (old[at - 1] ?? '') : (old[at] ?? ''),
          language,
          random,
        ),
        above: 1,
        below: 0,
      },
    ];
  },
  '2 lines inserted before one line of context': (old, language, random) => {
    const at = 2 + random.below(old.length - 4);
    return [
      { start: at, end: at, lines: newLines(old[at] ?? '', language, random), above: 0, below: 1 },
    ];
  },
  'a function replaced between two markers': (old, language, random) => {
    const block = blockIn(old, random);
    return block === undefined ? undefined : [rewritten(old, block, language, random)];
  },
  'a function put in between two others': (old, language, random) => {
    const block = blockIn(old, random, 0);
    const lines = newCode(language, random);
    if (block === undefined || lines === undefined) return undefined;
    return [
      {
        start: block.end,
        end: block.end,
        lines: ['', ...lines],
        above: block.end - block.start,
        below: 0,
      },
    ];
  },
  'several changes with markers between': (old, language, random) => {
    const edits: Edit[] = [];
    let at = 4;
    while (edits.length < 4 && at < old.length - 10) {
      const edit = change(old, random, 3, 3, at + random.below(Math.max(1, old.length >> 2)));
      const next = edit?.[0];
      if (next === undefined || next.start > old.length - 5) break;
      edits.push(
        random.chance(0.5)
          ? next
          : { ...next, end: next.start, lines: newLines(old[next.start] ?? '', language, random) },
      );
      at = next.start + 12;
    }
    return edits.length < 2 ? undefined : edits;
  },
  'an import added at the top': (_old, language, random) => {
    const lines = newImport(language, random);
    return lines === undefined ? undefined : [{ start: 0, end: 0, lines, above: 0, below: 0 }];
  },
  'an import added after the first line': (old, language, random) => {
    const lines = newImport(language, random);
    if (lines === undefined || !/^(?:import|from|const|use|#!|'use|"use)/.test(old[0] ?? ''))
      return undefined;
    return [{ start: 1, end: 1, lines, above: 1, below: 0 }];
  },
  'lines taken out between 3 lines on both sides': (old, _language, random) => {
    const count = 1 + random.below(8);
    const start = 3 + random.below(Math.max(1, old.length - count - 6));
    return start + count + 3 > old.length
      ? undefined
      : [{ start, end: start + count, lines: [], above: 3, below: 3 }];
  },
  'a method added to a class': (old, language, random) => {
    const found = classIn(old, random);
    if (found === undefined) return undefined;
    const lines = newMethod(language, random, indentOf(old[found.end - 2] ?? ''));
    if (lines === undefined) return undefined;
    return [
      { start: found.start + 1, end: found.start + 1, lines: [], above: 1, below: 0 },
      { start: found.end - 1, end: found.end - 1, lines: ['', ...lines], above: 0, below: 1 },
    ];
  },
  'a method of a class replaced': (old, language, random) => {
    const found = classIn(old, random);
    if (found === undefined) return undefined;
    const inner = old.slice(found.start + 1, found.end - 1);
    const block = blockIn(inner, random);
    if (block === undefined) return undefined;
    const shift = found.start + 1;
    return [
      { start: shift, end: shift, lines: [], above: 1, below: 0 },
      rewritten(old, { start: block.start + shift, end: block.end + shift }, language, random),
      { start: found.end - 1, end: found.end - 1, lines: [], above: 0, below: 1 },
    ];
  },
} satisfies Record<string, Make>;

export const shapeNames = Object.keys(shapes).filter((name): name is Shape => name in shapes);

/** A reply of one shape for a file, or for a part of it; undefined where the file has no place for it. */
export function leftOutReply(
  shape: Shape,
  file: RealFile,
  isWhole: boolean,
  random: Choices,
): LeftOutReply | undefined {
  const all = splitLines(file.text).map((line) => line.replace(/[\r\n]+$/, ''));
  while (all.at(-1)?.trim() === '') all.pop();
  while (all[0]?.trim() === '') all.shift();
  const old = isWhole ? all : partOf(all, random);
  if (old.length < 12) return undefined;
  const edits = shapes[shape](old, file.language, random);
  if (edits === undefined) return undefined;
  const expected: string[] = [];
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at || edit.end > old.length) return undefined;
    expected.push(...old.slice(at, edit.start), ...edit.lines);
    at = edit.end;
  }
  expected.push(...old.slice(at));
  if (expected.join('\n') === old.join('\n')) return undefined;
  const code = shown(old, edits, file.language, random);
  if (code === undefined) return undefined;
  return { shape, old, code: !isWhole && random.chance(0.3) ? atMargin(code) : code, expected };
}

/** Every line that no edit shows is left out; undefined where nothing is. */
function shown(
  old: readonly string[],
  edits: readonly Edit[],
  language: string,
  random: Choices,
): readonly string[] | undefined {
  const words = random.of(markers);
  const isAtMargin = random.chance(0.3);
  const isSpaced = random.chance(0.4);
  const code: string[] = [];
  let left = 0;
  let at = 0;
  const leaveOut = (end: number, isOldBefore: boolean, isOldAfter: boolean): void => {
    const gap = old.slice(at, end);
    at = end;
    // Nobody writes a marker for one line.
    if (gap.filter((line) => line.trim() !== '').length < 2) {
      code.push(...gap);
      return;
    }
    left += 1;
    const indent = isAtMargin ? '' : indentOf(gap.find((line) => line.trim() !== '') ?? '');
    if (isSpaced && isOldBefore && code.length > 0 && code.at(-1)?.trim() !== '') code.push('');
    code.push(indent + comment(words, language));
    if (isSpaced && isOldAfter && (old[end] ?? '').trim() !== '') code.push('');
  };
  for (const [index, edit] of edits.entries()) {
    const before = edits[index - 1];
    const start = Math.max(at, edit.start - edit.above);
    leaveOut(
      start,
      before === undefined || before.below > 0 || before.lines.length === 0,
      edit.above > 0,
    );
    code.push(...old.slice(start, edit.start), ...edit.lines);
    at = Math.min(old.length, edit.end + edit.below);
    code.push(...old.slice(edit.end, at));
  }
  const last = edits.at(-1);
  if (at < old.length) leaveOut(old.length, last !== undefined && last.below > 0, false);
  return left === 0 ? undefined : code;
}

const markers = [
  '... existing code ...',
  '... existing code ...',
  '...',
  '... rest of the code remains the same ...',
  'rest of the code remains unchanged',
  '... (unchanged) ...',
  '[existing code unchanged]',
  '… unchanged …',
];

function comment(words: string, language: string): string {
  if (/markdown|html/.test(language)) return `<!-- ${words} -->`;
  if (/css/.test(language)) return `/* ${words} */`;
  return /python|yaml|shell/.test(language) ? `# ${words}` : `// ${words}`;
}

function change(
  old: readonly string[],
  random: Choices,
  above: number,
  below: number,
  from = above,
): readonly Edit[] | undefined {
  const start = from + random.below(Math.max(1, old.length - from - below));
  for (let at = start; at < Math.min(old.length - below, start + 10); at += 1) {
    const line = changedLine(old[at] ?? '', random);
    if (line !== undefined) return [{ start: at, end: at + 1, lines: [line], above, below }];
  }
  return undefined;
}

function rewritten(old: readonly string[], block: Block, language: string, random: Choices): Edit {
  const lines = old.slice(block.start, block.end);
  const at = 1 + random.below(Math.max(1, lines.length - 2));
  const changed = changedLine(lines[at] ?? '', random);
  const next =
    random.chance(0.5) && changed !== undefined
      ? lines.with(at, changed)
      : lines.toSpliced(at, 0, ...newLines(lines[at] ?? '', language, random));
  return { ...block, lines: next, above: 0, below: 0 };
}

function renamed(lines: readonly string[]): readonly string[] | undefined {
  const name = /(?:function\*?|class|def|const)\s+([\w$]+)/.exec(lines[0] ?? '')?.[1];
  // A second `module.exports` is no other part.
  if (name === undefined || /exports/.test(lines[0] ?? '')) return undefined;
  return lines.map((line) => line.replaceAll(name, `${name}Again`));
}

function atMargin(code: readonly string[]): readonly string[] {
  // White space on blank lines would be lost by it, and nobody could know.
  if (code.some((line) => line !== '' && line.trim() === '')) return code;
  const written = code.filter((line) => line !== '');
  let common = indentOf(written[0] ?? '');
  for (const line of written) while (!line.startsWith(common)) common = common.slice(0, -1);
  return code.map((line) => line.slice(common.length));
}
