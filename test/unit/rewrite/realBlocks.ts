/** Functions, classes and other parts of real files, told by their indentation. */
import type { Choices } from '../random.ts';

export interface Block {
  readonly start: number;
  readonly end: number;
}

/** A block of 4 to 40 lines: a header, lines further in, and the closing line where it has one; at a depth where one is asked for. */
export function blockIn(
  old: readonly string[],
  random: Choices,
  depth?: number,
): Block | undefined {
  const from = random.below(old.length);
  for (let i = 0; i < old.length; i += 1) {
    const start = (from + i) % old.length;
    const line = old[start] ?? '';
    if (
      !/^\s*(?:export |async |static |public |private |get |set |def |function|class |const |[\w$.]+ = function|[\w$]+\()/.test(
        line,
      ) ||
      !/[{:]$/.test(line)
    )
      continue;
    if (depth !== undefined && indentOf(line).length !== depth) continue;
    const block = { start, end: endOf(old, start) };
    const size = block.end - start;
    if (size >= 4 && size <= 40) return block;
  }
  return undefined;
}

export function classIn(old: readonly string[], random: Choices): Block | undefined {
  const from = random.below(old.length);
  for (let i = 0; i < old.length; i += 1) {
    const start = (from + i) % old.length;
    if (
      !/^\s*(?:export )?(?:default |declare |abstract )*(?:class|interface) .*\{$/.test(
        old[start] ?? '',
      )
    )
      continue;
    const end = endOf(old, start);
    if (end - start >= 6 && /^\s*\}/.test(old[end - 1] ?? '')) return { start, end };
  }
  return undefined;
}

function endOf(old: readonly string[], start: number): number {
  const depth = indentOf(old[start] ?? '').length;
  let end = start + 1;
  for (let at = start + 1; at < old.length; at += 1) {
    const line = old[at] ?? '';
    if (line.trim() === '') continue;
    if (indentOf(line).length <= depth)
      return /^[)\]}]/.test(line.trim()) && indentOf(line).length === depth ? at + 1 : end;
    end = at + 1;
  }
  return end;
}

/** A part that begins and ends where a person would: at lines of the same depth that are not the middle of something. */
export function partOf(all: readonly string[], random: Choices): readonly string[] {
  const block = random.chance(0.5) ? blockIn(all, random) : undefined;
  if (block !== undefined && block.end - block.start >= 12)
    return all.slice(block.start, block.end);
  const size = 15 + random.below(100);
  const start = random.below(Math.max(1, all.length - size));
  const part = all.slice(start, start + size);
  while (part.at(-1)?.trim() === '') part.pop();
  while (part[0]?.trim() === '') part.shift();
  return part;
}

export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
