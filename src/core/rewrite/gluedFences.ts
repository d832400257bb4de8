/** Fences that are glued to text, which turn the blocks of a reply inside out: such a reply is read by nobody for certain. */
import type { CodeBlock } from './fences.ts';
import { fenceOf } from './fenceLine.ts';
import { mayHoldFences } from './fenceEnds.ts';

/**
 * Whether a fence may be where the reader of blocks sees none, or none where it sees one.
 * @param old lines of the documents: such a line of theirs is text
 */
export function hasGluedFence(
  lines: readonly string[],
  blocks: readonly CodeBlock[],
  old: readonly string[],
  document: boolean,
): boolean {
  const known = new Set(old.map((line) => line.trim()));
  let at = 0;
  for (const block of blocks) {
    if (lines.slice(at, block.start).some(endsInFence)) return true;
    at = block.end;
    const outer = fenceOf(lines[block.start] ?? '');
    if (outer === undefined || mayHoldFences(outer, document)) continue;
    const inner = lines.slice(block.start + 1, block.end - 1);
    const suspect = inner.some((line) => {
      if (known.has(line.trim())) return false;
      const fence = fenceOf(line);
      if (fence === undefined) return endsInFence(line) && !isComment.test(line);
      return (
        fence.character === outer.character &&
        fence.length >= outer.length &&
        fence.indent <= outer.indent
      );
    });
    if (suspect) return true;
  }
  return lines.slice(at).some(endsInFence);
}

/** A fence in a comment of the code: ` * ```ts`, `/// ```. */
const isComment = /^\s*(?:\/\/+!?|\/?\*+|#+|--|;+|%+|"|')\s*[`~]/;

/** `Here it is:```ts`, `return 1;```: a run of three or more at the end of a line, that is not code within the line. */
function endsInFence(line: string): boolean {
  const [, before = '', run = ''] = /^(.*?[^`~])(`{3,}|~{3,})[\w+#.-]*\s*$/.exec(line) ?? [];
  return before.trim() !== '' && run !== '' && !before.includes(run);
}
