/**
 * Moves a block of code to the indentation of the lines that it replaces, in their tabs or spaces.
 */
import { uniqueLines } from './anchors.ts';
import { isBlank } from '../base/lines.ts';
import { literalLines } from './literals.ts';

export interface IndentStyle {
  readonly insertSpaces: boolean;
  /** Columns of a tab, and of one indentation level in spaces. */
  readonly tabSize: number;
  /**
   * Spaces mean more than indentation levels, as in Markdown and YAML. Lines are then moved without
   * conversion, unless the conversion restores old lines.
   */
  readonly aligned?: boolean;
  /** VS Code's language id. It determines the string syntax. */
  readonly language?: string;
}

/** Lines of code, and for each line the number of the literal around it, or 0. */
interface Block {
  readonly lines: readonly string[];
  readonly inside: readonly number[];
}

/**
 * Fits the lines of a response (without terminators) to the lines that they replace. A response may
 * be in place, be moved to the left margin as a whole, have only its first line at the margin, or
 * use other units than the file. The result is the candidate that restores the most old lines; the
 * second line decides between equals. A response that is in place stays unchanged. Text inside a
 * literal keeps its columns, unless the old lines contain it at others.
 */
export function fitIndentation(
  code: readonly string[],
  old: readonly string[],
  style: IndentStyle,
): string[] {
  const oldFirst = old.find((line) => !isBlank(line));
  const first = code.find((line) => !isBlank(line));
  if (oldFirst === undefined || first === undefined) return [...code];
  const block = { lines: code, inside: literalLines(code, style.language) };
  const known = new Map<string, number>();
  for (const line of old) if (!isBlank(line)) known.set(line, (known.get(line) ?? 0) + 1);
  const converted = conversion(block, old, style);
  const moves = places(block, old, known);
  const conversions =
    converted === undefined ? [] : places({ ...block, lines: converted.lines }, old, known);
  // A response that repeats an indented line exactly uses the file's units.
  const isOwn = code.some((line) => /^\s/.test(line) && known.has(line));
  const ordered =
    converted?.isSure === true && style.aligned !== true && !isOwn
      ? [...conversions, ...moves]
      : [...moves, ...conversions];
  const unit = columns(unitOf(codeOf(old, style.language)) ?? ' '.repeat(style.tabSize), style);
  return best(ordered, known, (lines) => isPlausible({ ...block, lines }, unit, style));
}

/**
 * The lines converted to the file's units. `isSure` if one of the two uses tabs, or if every line
 * fits the response's own step.
 */
function conversion(
  block: Block,
  old: readonly string[],
  style: IndentStyle,
): { readonly lines: readonly string[]; readonly isSure: boolean } | undefined {
  const own = block.lines.filter((_, index) => block.inside[index] === 0);
  const oldCode = codeOf(old, style.language);
  const tabs = usesTabs(oldCode) ?? !style.insertSpaces;
  const unit = tabs ? '\t' : spacesOf(own, oldCode, style);
  const lines = unit === undefined ? undefined : convert(block, unit, style.tabSize);
  if (lines === undefined || unit === undefined) return undefined;
  const step = unitOf(own) ?? '';
  const least = leastIndent(own);
  const isEven = own.every(
    (line) => isBlank(line) || (indentOf(line).length - least.length) % step.length === 0,
  );
  return { lines, isSure: tabs || step === '\t' || (step !== '' && isEven) };
}

/** The lines of code that aren't inside a literal. Only they show the indentation step. */
function codeOf(lines: readonly string[], language: string | undefined): readonly string[] {
  const inside = literalLines(lines, language);
  return lines.filter((_, index) => inside[index] === 0);
}

/**
 * One indentation level of the file, in spaces. Undefined if the old lines don't show it; the
 * response's spaces then stay.
 */
function spacesOf(
  code: readonly string[],
  old: readonly string[],
  style: IndentStyle,
): string | undefined {
  if (usesTabs(code) === true) return unitOf(old) ?? ' '.repeat(style.tabSize);
  return unitOf(old);
}

/**
 * The pieces of a response, unchanged or moved as a whole, so that as many common lines as possible
 * have their old indentation.
 */
export function inPlace(
  lines: readonly string[],
  old: readonly string[],
  style: IndentStyle = { insertSpaces: true, tabSize: 4 },
): readonly string[] {
  const anchors = uniqueLines(lines, old);
  const first = anchors[0];
  const inPlaceOf = (moved: readonly string[]): number =>
    anchors.filter(({ now, old: there }) => moved[now]?.trimEnd() === old[there]?.trimEnd()).length;
  let best = lines;
  let most = inPlaceOf(lines);
  if (most === anchors.length) return lines;
  // If the least indentation is equal on both sides, the lines are probably in place already. A
  // single mismatch may be a new line that resembles an old one by chance.
  const isAtEdge = anchors.some(({ now }) => now === 0 || now === lines.length - 1);
  const least = leastIndent(lines) === leastIndent(old) ? 3 : isAtEdge ? 1 : 2;
  const block = { lines, inside: literalLines(lines, style.language) };
  const converted = conversion(block, old, style)?.lines;
  const known = new Map(old.map((line) => [line, 1]));
  const candidates = [lines, ...(converted === undefined ? [] : [converted])].flatMap((each) => {
    const way = { ...block, lines: each };
    const shifted =
      first === undefined
        ? each
        : moved(each, indentOf(old[first.old] ?? ''), indentOf(each[first.now] ?? ''));
    return [each, withLiterals(way, shifted, known), ...places(way, old, known)];
  });
  for (const candidate of candidates) {
    const count = inPlaceOf(candidate);
    if (count > most && count >= inPlaceOf(lines) + least) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

/** The possible placements of the lines, most likely first. */
function places(
  block: Block,
  old: readonly string[],
  known: ReadonlyMap<string, number>,
): string[][] {
  const code = block.lines;
  const first = code.find((line) => !isBlank(line)) ?? '';
  const oldFirst = old.find((line) => !isBlank(line)) ?? '';
  if (indentOf(first) === indentOf(oldFirst)) return [[...code]];
  const own = code.filter((_, index) => block.inside[index] === 0);
  const whole = [
    [leastIndent(old), leastIndent(own)] as const,
    [indentOf(oldFirst), indentOf(first)] as const,
  ].map(([to, from]) => withLiterals(block, moved(code, to, from), known));
  // Either only the first line is misplaced, or none is: the first line may be new, with less
  // indentation.
  const others = own.slice(own.indexOf(first) + 1);
  return others.every((line) => isBlank(line) || line.startsWith(leastIndent(old)))
    ? [...whole, firstLineMoved(code, indentOf(oldFirst)), [...code]]
    : [...whole, [...code]];
}

/**
 * The moved lines, with the text inside literals not moved, unless moving it restores more old
 * lines.
 */
function withLiterals(
  { lines, inside }: Block,
  movedLines: readonly string[],
  known: ReadonlyMap<string, number>,
): string[] {
  const gain = new Map<number, number>();
  inside.forEach((literal, index) => {
    const [kept = '', moved = ''] = [lines[index], movedLines[index]];
    if (literal === 0 || kept === moved) return;
    gain.set(
      literal,
      (gain.get(literal) ?? 0) + Number(known.has(moved)) - Number(known.has(kept)),
    );
  });
  return movedLines.map((line, index) => {
    const literal = inside[index] ?? 0;
    return literal === 0 || (gain.get(literal) ?? 0) > 0 ? line : (lines[index] ?? '');
  });
}

/**
 * Whether the second line's indentation fits the first line: one level further after a line that
 * opens a block, otherwise not further.
 */
function isPlausible({ lines, inside }: Block, unit: number, style: IndentStyle): boolean {
  const [first, second] = lines.filter((line, index) => !isBlank(line) && inside[index] === 0);
  if (first === undefined || second === undefined) return true;
  const step = columns(indentOf(second), style) - columns(indentOf(first), style);
  return /[:{([]$|^<[a-z][^/]*>$|\b(?:then|do|begin)$|=>$/i.test(first.trim())
    ? step === unit
    : step <= 0;
}

function columns(indent: string, style: IndentStyle): number {
  let count = 0;
  for (const sign of indent) count += sign === '\t' ? style.tabSize : 1;
  return count;
}

/** The candidate with the most old lines; among equals, the first plausible one. */
function best(
  candidates: readonly string[][],
  known: ReadonlyMap<string, number>,
  isLikely: (lines: readonly string[]) => boolean,
): string[] {
  let result = candidates[0] ?? [];
  let most = -1;
  for (const candidate of candidates) {
    const count = knownLines(candidate, known) * 2 + Number(isLikely(candidate));
    if (count > most) {
      most = count;
      result = candidate;
    }
  }
  return result;
}

/** The white space at the start of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function leastIndent(lines: readonly string[]): string {
  let least: string | undefined;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    if (least === undefined) least = indent;
    while (!indent.startsWith(least)) least = least.slice(0, -1);
  }
  return least ?? '';
}

/**
 * Moves every line from one indentation to another. If the lines can't all be shifted equally, a
 * line that doesn't begin with `from` stays as it is.
 */
function moved(lines: readonly string[], to: string, from: string): string[] {
  const isMore = to.endsWith(from);
  const step = isMore
    ? to.slice(0, to.length - from.length)
    : from.slice(0, from.length - to.length);
  const isEven =
    isMore || (from.endsWith(to) && lines.every((line) => isBlank(line) || line.startsWith(step)));
  return lines.map((line) => {
    if (isBlank(line)) return line !== '' && to === from ? line : '';
    if (isEven) return isMore ? step + line : line.slice(step.length);
    return line.startsWith(from) ? to + line.slice(from.length) : line;
  });
}

function firstLineMoved(lines: readonly string[], to: string): string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return lines.map((line, index) => (index === first ? to + line.trimStart() : line));
}

/**
 * How many lines already occur in the replaced text, each counted at most as often as it occurs
 * there.
 */
function knownLines(lines: readonly string[], known: ReadonlyMap<string, number>): number {
  const left = new Map(known);
  let count = 0;
  for (const line of lines) {
    const there = left.get(line) ?? 0;
    if (there === 0) continue;
    left.set(line, there - 1);
    count += 1;
  }
  return count;
}

function usesTabs(lines: readonly string[]): boolean | undefined {
  let tabs = 0;
  let spaces = 0;
  for (const line of lines) {
    if (line.startsWith('\t')) tabs += 1;
    else if (line.startsWith('  ')) spaces += 1;
  }
  return tabs === spaces ? undefined : tabs > spaces;
}

/** One indentation level as the lines show it: a tab, or the most frequent increase in spaces. */
function unitOf(lines: readonly string[]): string | undefined {
  if (usesTabs(lines) === true) return '\t';
  const steps = new Map<number, number>();
  let previous: number | undefined;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const width = indentOf(line).length;
    if (previous !== undefined && width > previous && width - previous <= 8) {
      steps.set(width - previous, (steps.get(width - previous) ?? 0) + 1);
    }
    previous = width;
  }
  let best: number | undefined;
  for (const [step, count] of steps) {
    const most = best === undefined ? 0 : (steps.get(best) ?? 0);
    // If only the first line is at the margin, one step is too wide.
    if (step > 1 && (count > most || (count === most && step < (best ?? 0)))) best = step;
  }
  return best === undefined ? undefined : ' '.repeat(best);
}

/**
 * The lines with each of their indentation levels written as `unit`; undefined if there is nothing
 * to convert.
 */
function convert({ lines, inside }: Block, unit: string, tabSize: number): string[] | undefined {
  const code = lines.filter((_, index) => inside[index] === 0);
  const own = unitOf(code);
  if (own === undefined || own === unit) {
    // Spaces with an unknown step are converted to tabs by the tab's width.
    if (unit !== '\t' || own !== undefined || usesTabs(code) !== false) return undefined;
  }
  const width = own === undefined || own === '\t' ? tabSize : own.length;
  return lines.map((line, index) => {
    if (isBlank(line) || inside[index] !== 0) return line;
    const indent = indentOf(line);
    let count = 0;
    for (const character of indent) count += character === '\t' ? width : 1;
    const levels = Math.floor(count / width);
    return unit.repeat(levels) + ' '.repeat(count - levels * width) + line.slice(indent.length);
  });
}
