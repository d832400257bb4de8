/**
 * Detects fences that are attached to other text. They can swap code and prose, so no reading of
 * such a response is certain.
 */
import type { CodeBlock } from './fences.ts';
import { fenceOf } from './fenceLine.ts';
import { mayHoldFences } from './fenceEnds.ts';

/**
 * Whether the block parser may have missed a fence, or found one where there is none.
 * @param old the lines of the documents; a line that equals one of them is text, not a fence
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

/** A fence in a code comment: ` * ```ts`, `/// ```. */
const isComment = /^\s*(?:\/\/+!?|\/?\*+|#+|--|;+|%+|"|')\s*[`~]/;

/**
 * Whether a line ends in a fence attached to text, such as `Here it is:```ts` or `return 1;```.
 * Inline code doesn't count.
 */
function endsInFence(line: string): boolean {
  const [, before = '', run = ''] = /^(.*?[^`~])(`{3,}|~{3,})[\w+#.-]*\s*$/.exec(line) ?? [];
  return before.trim() !== '' && run !== '' && !before.includes(run);
}
