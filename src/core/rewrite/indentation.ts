/** Puts a block of code at the indentation of the lines that it replaces, in their tabs or spaces. */
import { uniqueLines } from './anchors.ts';
import { isBlank } from '../base/lines.ts';
import { literalLines } from './literals.ts';

export interface IndentStyle {
  readonly insertSpaces: boolean;
  /** Columns of a tab, and of one level of indentation where spaces are used. */
  readonly tabSize: number;
  /** Spaces mean more than levels here, as in Markdown and YAML: they are moved, and converted only where old lines come back by it. */
  readonly aligned?: boolean;
  /** VS Code's language id: it says what a string is. */
  readonly language?: string;
}

/** Lines of code, and for each the number of the literal that it is inside of; 0 for none. */
interface Block {
  readonly lines: readonly string[];
  readonly inside: readonly number[];
}

/**
 * Fits the lines of a reply (no terminators) to the lines that they replace. Replies come at the right place, moved to the left margin as
 * a whole, with their first line alone at the margin, or in other units than the file's. The way is taken after which most lines are
 * what they were; where that leaves a choice, the second line tells. A reply that is in place stays as it is, and the inside of a
 * string keeps its columns, unless it was there before with others.
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
  // A reply that repeats an indented line as it is has the file's units.
  const isOwn = code.some((line) => /^\s/.test(line) && known.has(line));
  const ordered =
    converted?.isSure === true && style.aligned !== true && !isOwn
      ? [...conversions, ...moves]
      : [...moves, ...conversions];
  const unit = columns(unitOf(codeOf(old, style.language)) ?? ' '.repeat(style.tabSize), style);
  return best(ordered, known, (lines) => isPlausible({ ...block, lines }, unit, style));
}

/** The lines in the file's units; sure where they are in tabs and the file's in spaces or the reverse, or all in other steps. */
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

/** The lines that are code, without the inside of literals: those alone show in which steps the code is indented. */
function codeOf(lines: readonly string[], language: string | undefined): readonly string[] {
  const inside = literalLines(lines, language);
  return lines.filter((_, index) => inside[index] === 0);
}

/** One level in the spaces of the file; undefined where the reply's own spaces stay, since the old lines do not show theirs. */
function spacesOf(
  code: readonly string[],
  old: readonly string[],
  style: IndentStyle,
): string | undefined {
  if (usesTabs(code) === true) return unitOf(old) ?? ' '.repeat(style.tabSize);
  return unitOf(old);
}

/** The pieces of a reply, as they are or moved as a whole: so that most of the lines that both sides have are in place. */
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
  // Lines as far left as the old ones are in place: one of them elsewhere may be a new line that is like an old one by chance.
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

/** Where the lines could stand, the likeliest first. */
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
  // The others are in place already, or all of it is: a line of less indentation may be new there.
  const others = own.slice(own.indexOf(first) + 1);
  return others.every((line) => isBlank(line) || line.startsWith(leastIndent(old)))
    ? [...whole, firstLineMoved(code, indentOf(oldFirst)), [...code]]
    : [...whole, [...code]];
}

/** The moved lines with the insides of literals as they came, unless the old lines have them moved. */
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

/** Whether the second line is where the first one lets expect it: a level further in after what opens a block, else not further in. */
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

/** The first of those with most lines that were there before, and among these the first that is plausible. */
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

/** The white space that a line begins with. */
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

/** Every line by the way from one indentation to another; where that is no move of all alike, a line further left than `from` keeps what it has. */
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

/** How many lines the replaced text had already, each counted as often as it was there. */
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

/** One level of indentation as the lines show it: a tab, or the step by which their spaces most often grow. */
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
    // A first line alone at the margin makes one step that is too wide.
    if (step > 1 && (count > most || (count === most && step < (best ?? 0)))) best = step;
  }
  return best === undefined ? undefined : ' '.repeat(best);
}

/** The lines with each level of their own unit written in another; undefined where there is nothing to convert. */
function convert({ lines, inside }: Block, unit: string, tabSize: number): string[] | undefined {
  const code = lines.filter((_, index) => inside[index] === 0);
  const own = unitOf(code);
  if (own === undefined || own === unit) {
    // Spaces of an unknown unit, where tabs are wanted: a level is a tab's width.
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
