/** Extracts the notes in a response: the text outside the code that is applied. */
import type { CodeBlock } from './fences.ts';

/** The response's lines outside the blocks, as Markdown; '' if there are none. */
export function notesBeside(lines: readonly string[], blocks: readonly CodeBlock[]): string {
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of [...blocks].sort((a, b) => a.start - b.start)) {
    kept.push(...lines.slice(at, start));
    at = end;
  }
  kept.push(...lines.slice(at));
  return kept
    .filter((line, i) => line.trim() !== '' || kept[i - 1]?.trim() !== '')
    .join('\n')
    .trim();
}
