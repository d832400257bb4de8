/** Puts a block of code at the indentation of the lines that it replaces, in their tabs or spaces. */
import { uniqueLines } from './anchors.ts';
import { isBlank } from './lines.ts';
import { similarity } from './similarity.ts';

export interface IndentStyle {
  readonly insertSpaces: boolean;
  /** Columns of a tab, and of one level of indentation where spaces are used. */
  readonly tabSize: number;
  /** Spaces mean more than levels here, as in Markdown and YAML: they are moved, and converted only where old lines come back by it. */
  readonly aligned?: boolean;
}

/**
 * Fits the lines of a reply (no terminators) to the lines that they replace. Replies come at the right place, moved to the left margin as
 * a whole, with their first line alone at the margin, or in other units than the file's. The first line tells how far to move;
 * where that leaves a choice, the one is taken after which most lines are what they were.
 */
export function fitIndentation(
  code: readonly string[],
  old: readonly string[],
  style: IndentStyle,
): string[] {
  const oldFirst = old.find((line) => !isBlank(line));
  const first = code.find((line) => !isBlank(line));
  if (oldFirst === undefined || first === undefined) return [...code];
  const tabs = usesTabs(old) ?? !style.insertSpaces;
  const unit = tabs ? '\t' : spacesOf(code, old, style);
  const converted = unit === undefined ? undefined : convert(code, unit, style.tabSize);
  const known = new Map<string, number>();
  for (const line of old) if (!isBlank(line)) known.set(line, (known.get(line) ?? 0) + 1);
  const moves = places(code, old);
  const conversions = converted === undefined ? [] : places(converted, old);
  return best(
    style.aligned === true ? [...moves, ...conversions] : [...conversions, ...moves],
    known,
  );
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
  const least = leastIndent(lines) === leastIndent(old) ? 2 : 1;
  const unit = (usesTabs(old) ?? !style.insertSpaces) ? '\t' : spacesOf(lines, old, style);
  const converted = unit === undefined ? undefined : convert(lines, unit, style.tabSize);
  const candidates = [lines, ...(converted === undefined ? [] : [converted])].flatMap((each) => [
    each,
    ...(first === undefined
      ? []
      : [moved(each, indentOf(old[first.old] ?? ''), indentOf(each[first.now] ?? ''))]),
    ...places(each, old),
  ]);
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
function places(code: readonly string[], old: readonly string[]): string[][] {
  const first = code.find((line) => !isBlank(line)) ?? '';
  const oldFirst = old.find((line) => !isBlank(line)) ?? '';
  if (indentOf(first) === indentOf(oldFirst)) return [[...code]];
  const whole = [
    moved(code, leastIndent(old), leastIndent(code)),
    moved(code, indentOf(oldFirst), indentOf(first)),
  ];
  // The others are in place already, if the first line is the old one: else it may be a new line around them.
  return similarity(first, oldFirst) >= 0.4
    ? [...whole, firstLineMoved(code, indentOf(oldFirst))]
    : whole;
}

/** The first of those with most lines that were there before. */
function best(candidates: readonly string[][], known: ReadonlyMap<string, number>): string[] {
  let result = candidates[0] ?? [];
  let most = -1;
  for (const candidate of candidates) {
    const count = knownLines(candidate, known);
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
  const step = isMore ? to.slice(0, to.length - from.length) : from.slice(0, from.length - to.length);
  const isEven = isMore || (from.endsWith(to) && lines.every((line) => isBlank(line) || line.startsWith(step)));
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
    if (step > 1 && (best === undefined || count > (steps.get(best) ?? 0))) best = step;
  }
  return best === undefined ? undefined : ' '.repeat(best);
}

/** The lines with each level of their own unit written in another; undefined where there is nothing to convert. */
function convert(lines: readonly string[], unit: string, tabSize: number): string[] | undefined {
  const own = unitOf(lines);
  if (own === undefined || own === unit) {
    // Spaces of an unknown unit, where tabs are wanted: a level is a tab's width.
    if (unit !== '\t' || own !== undefined || usesTabs(lines) !== false) return undefined;
  }
  const width = own === undefined || own === '\t' ? tabSize : own.length;
  return lines.map((line) => {
    if (isBlank(line)) return line;
    const indent = indentOf(line);
    let columns = 0;
    for (const character of indent) columns += character === '\t' ? width : 1;
    const levels = Math.floor(columns / width);
    return unit.repeat(levels) + ' '.repeat(columns - levels * width) + line.slice(indent.length);
  });
}
