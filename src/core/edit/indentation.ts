/** Puts a block of code at the indentation of the lines that it replaces, in their tabs or spaces. */
import { isBlank } from './lines.ts';

export interface IndentStyle {
  readonly insertSpaces: boolean;
  /** Columns of a tab, and of one level of indentation where spaces are used. */
  readonly tabSize: number;
}

/**
 * Fits the lines of a reply (no terminators) to the lines that they replace. Replies come at the right place, moved to the left margin as
 * a whole, with their first line alone at the margin, or in other units than the file's. Of the ways to put that right, the
 * one is taken after which most lines are what they were; where none is known from before, the first line's place decides.
 */
export function fitIndentation(
  code: readonly string[],
  old: readonly string[],
  style: IndentStyle,
): string[] {
  const first = old.find((line) => !isBlank(line));
  if (first === undefined || !code.some((line) => !isBlank(line))) return [...code];
  const unit = style.insertSpaces ? ' '.repeat(style.tabSize) : '\t';
  const oldUnit = usesTabs(old) ?? (style.insertSpaces ? false : undefined);
  const tabs = oldUnit ?? !style.insertSpaces;
  const converted = convert(code, tabs ? '\t' : (unitOf(old) ?? unit), style.tabSize);
  const bases = converted === undefined ? [code] : [converted, code];
  const candidates: string[][] = [];
  for (const base of bases) {
    candidates.push(
      moved(base, leastIndent(old), leastIndent(base)),
      moved(base, indentOf(first), indentOf(base.find((line) => !isBlank(line)) ?? '')),
      [...base],
      firstLineMoved(base, indentOf(first)),
    );
  }
  const known = new Map<string, number>();
  for (const line of old) if (!isBlank(line)) known.set(line, (known.get(line) ?? 0) + 1);
  let best = candidates[0] ?? [...code];
  let bestScore = -1;
  for (const candidate of candidates) {
    const score = knownLines(candidate, known);
    if (score > bestScore) {
      bestScore = score;
      best = candidate;
    }
  }
  return best;
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

/** Every line by the way from one indentation to another; a line that stands further left than `from` keeps what it has. */
function moved(lines: readonly string[], to: string, from: string): string[] {
  return lines.map((line) => {
    if (isBlank(line)) return isBlank(line) && line !== '' && to === from ? line : '';
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
