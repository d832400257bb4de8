/** Joins a reply that was cut at the limit of tokens with the one that goes on from it. */

/** What the model is asked when it should go on. */
export const continueInstruction =
  'Your answer was cut off. Go on exactly where it stopped, in the middle of a line if need be. Repeat nothing, do not open the code block again, and add no remarks.';

/** At most this much of the end of the first part is looked for at the start of the second, in characters. */
const overlapLimit = 2000;
/** Fewer letters and digits than this, at the end of a whole line, may be the same by chance. */
const leastLetters = 8;
/** So much that is the same is repeated, wherever it begins. */
const sureLength = 24;

/**
 * The whole reply, as far as it has come. Models often open the code block again, repeat the line that was cut, or begin again: what is
 * repeated is taken off, and nothing that could be new.
 * @param first the reply up to the cut
 * @param second what came when the model was asked to go on
 */
export function joinContinuation(first: string, second: string): string {
  const cutFence = /(?:^|\n)([ \t]*(?:`+|~+)[\w+#.-]*)$/.exec(first)?.[1];
  if (cutFence !== undefined && /^\s*(?:`{3,}|~{3,})/.test(second)) {
    const before = first.slice(0, first.length - cutFence.length);
    const isClosed = openFence(before) !== undefined && openFence(first) === undefined;
    if (!isClosed) return before + second.trimStart();
    // The end of the block was complete: it is repeated, or another block begins.
    const rest = second.replace(/^\s*(?:`{3,}|~{3,})[ \t]*(?=\n|$)/, '');
    return rest === second ? `${first}\n${second.trimStart()}` : first + rest;
  }
  const open = openFence(first);
  if (open === undefined) {
    return restarted(first, 0, second) ?? first + withoutOverlap(first, second);
  }
  // A line that may become the fence of the block again is not code yet.
  if (/^\s*(?:`+|~+)[^\n`]*$/.test(second) && !/^\s*(?:`{3,}|~{3,})[ \t]*$/.test(second))
    return first;
  const again = reopened.exec(second);
  const [head = '', fence = '', info = ''] = again ?? [];
  // A bare fence closes the block, unless one follows that does.
  const isAgain =
    again !== null && (info.trim() !== '' || hasFence(second.slice(head.length), fence));
  const rest = isAgain ? second.slice(head.length) : second;
  return restarted(first, open, rest) ?? first + withoutOverlap(first, rest);
}

const reopened =
  /^\s*(?:(?:sure|okay|certainly|continuing|continued|here)\b[^\n]*\n\s*)?(`{3,}|~{3,})([^\n`]*)\n/i;

function hasFence(text: string, fence: string): boolean {
  return text.split('\n').some((line) => line.trim() === fence);
}

/** The reply where the model began again: all whole lines from `start` on are there once more, and more follows. */
function restarted(first: string, start: number, rest: string): string | undefined {
  const lines = first.slice(start, first.lastIndexOf('\n') + 1);
  if (lines.split('\n').length < 4 || lines.trim().length < 40) return undefined;
  return rest.startsWith(lines) ? first.slice(0, start) + rest : undefined;
}

/** The second part without what it repeats of the end of the first. */
function withoutOverlap(first: string, second: string): string {
  const tail = first.slice(-overlapLimit);
  const isWholeLine = tail.endsWith('\n');
  const candidates = isWholeLine ? [second] : [second, second.replace(/^\n+/, '')];
  for (const rest of candidates) {
    // A repeated beginning of a line is noticed from its first character on; less than a few characters may be chance.
    for (let length = Math.min(tail.length, rest.length); length >= 4; length -= 1) {
      const repeated = rest.slice(0, length);
      if (!tail.endsWith(repeated)) continue;
      const letters = repeated.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
      if (isWholeLine && letters < leastLetters) continue;
      const above = tail.slice(0, tail.length - length);
      // Code may come back at the margin, and text at the beginning of its sentence.
      const startsLine = above === '' || /(?:^|\n)[ \t]*$/.test(above);
      const startsSentence = length >= leastLetters && /[.!?:] $/.test(above);
      if (startsLine || startsSentence || length >= sureLength) return rest.slice(length);
    }
  }
  return second;
}

/** Where the text of the fenced block begins in which a text ends; undefined where it ends in none. */
function openFence(text: string): number | undefined {
  let open: { readonly run: string; readonly start: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    at += line.length + 1;
    const run = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (run === undefined) continue;
    if (open === undefined) open = { run, start: Math.min(at, text.length) };
    else if (run.startsWith(open.run) && line.trim() === run) open = undefined;
  }
  return open?.start;
}
