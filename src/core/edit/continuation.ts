/** Joins a reply that was cut at the limit of tokens with the one that goes on from it. */

/** What the model is asked when it should go on. */
export const continueInstruction =
  'Your answer was cut off. Go on exactly where it stopped, in the middle of a line if need be. Repeat nothing, do not open the code block again, and add no remarks.';

/** At most this much of the end of the first part is looked for at the start of the second, in characters. */
const overlapLimit = 2000;

/**
 * The whole reply. Models often open the code block again and repeat the line that was cut: both are taken off.
 * @param first the reply up to the cut
 * @param second what came when the model was asked to go on
 */
export function joinContinuation(first: string, second: string): string {
  let rest = second;
  if (insideFence(first)) rest = rest.replace(/^\s*(`{3,}|~{3,})[^\n`]*\n/, '');
  const tail = first.slice(-overlapLimit);
  // A repeated beginning of a line is noticed from its first character on; less than a few characters may be chance.
  for (let length = Math.min(tail.length, rest.length); length >= 4; length -= 1) {
    const repeated = rest.slice(0, length);
    if (!tail.endsWith(repeated)) continue;
    const startsLine = tail.length === length || tail[tail.length - length - 1] === '\n';
    if (startsLine || length >= 24) return first + rest.slice(length);
  }
  return first + rest;
}

/** Whether a text ends inside a fenced block. */
function insideFence(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const run = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (run === undefined) continue;
    if (open === undefined) open = run;
    else if (run.startsWith(open) && line.trim() === run) open = undefined;
  }
  return open !== undefined;
}
