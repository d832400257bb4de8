/**
 * The review of one document while it is open. Its state is the text, the baseline, and what the baseline was for texts that undo and redo
 * may bring back: see review.ts for why nothing else is kept.
 */
import type { LineHunk } from '../diff/lineHunk.ts';
import { accept, applyEdits, follow, hunks, reject, type TextEdit } from './review.ts';

export interface OpenReview {
  readonly text: string;
  /** What was agreed on; the same as the text when there is nothing to review. */
  readonly baseline: string;
  hunks(): readonly LineHunk[];
  /** A change of ours is in the document: a rewrite, or a rejected hunk. It is under review against the baseline as it is. */
  applied(text: string): void;
  /**
   * The document changed by anything else: typing, a formatter, a checkout, undo or redo. `revert`: it is what is on disk again; what was
   * not under review when that was saved, is not now.
   */
  changed(text: string, reason?: 'undo' | 'redo' | 'revert'): void;
  /** The text is on disk: a later revert brings back what is under review now. */
  saved(): void;
  /** Agrees to a hunk of `hunks()`: it is no longer under review, and the text stays as it is. */
  accept(hunk: LineHunk): void;
  acceptAll(): void;
  /** The edits that take hunks of `hunks()` back, in ascending order. After they are in the document, call `applied`. */
  rejectEdits(rejected: readonly LineHunk[]): readonly TextEdit[];
}

/** Texts remembered for undo and redo, by hash. The oldest goes first: beyond it, undo follows the general rule. */
const remembered = 400;

/** @param saved a review from before a reload: its baseline, and the text that it was left with. */
export function openReview(
  text: string,
  saved?: { readonly baseline: string; readonly text: string },
): OpenReview {
  let current = text;
  let baseline = saved === undefined ? text : follow(saved.baseline, saved.text, text);
  let found: readonly LineHunk[] | undefined;
  let clock = 0;
  const memory = new Map<string, { readonly baseline: string; readonly at: number }>();
  const accepted: { readonly removed: string; readonly added: string; readonly at: number }[] = [];

  const remember = (): void => {
    const key = hash(current);
    memory.delete(key);
    memory.set(key, { baseline, at: (clock += 1) });
    const [oldest] = memory.keys();
    if (memory.size > remembered && oldest !== undefined) memory.delete(oldest);
  };
  const set = (nextText: string, nextBaseline: string): void => {
    current = nextText;
    baseline = nextBaseline;
    found = undefined;
  };
  const list = (): readonly LineHunk[] =>
    (found ??= baseline === current ? [] : hunks(baseline, current));

  /** What was agreed to since then is not asked about again. */
  const withLaterAccepts = (old: string, at: number): string => {
    let result = old;
    for (const entry of accepted) {
      if (entry.at < at || result === current) continue;
      const same = hunks(result, current).find((hunk) => {
        const [removed, added] = sides(result, current, hunk);
        return removed === entry.removed && added === entry.added;
      });
      if (same !== undefined) result = accept(result, current, same);
    }
    return result;
  };

  return {
    get text() {
      return current;
    },
    get baseline() {
      return baseline;
    },
    hunks: list,
    applied(next) {
      remember();
      set(next, baseline);
      remember();
    },
    changed(next, reason) {
      if (next === current) return;
      const known = reason === undefined ? undefined : memory.get(hash(next));
      if (known !== undefined) {
        remember();
        set(next, known.baseline);
        baseline = withLaterAccepts(known.baseline, known.at);
        return;
      }
      const ends = baseline === current || reason === 'revert';
      const moved = ends ? next : follow(baseline, current, next);
      // Typing in a hunk leaves the baseline; its undo must too, though the hunk may have changed its shape by then.
      const inside = baseline !== current && moved === baseline;
      if (inside) remember();
      set(next, moved);
      if (inside) remember();
    },
    saved: remember,
    accept(hunk) {
      const [removed, added] = sides(baseline, current, hunk);
      accepted.push({ removed, added, at: (clock += 1) });
      set(current, accept(baseline, current, hunk));
    },
    acceptAll() {
      for (const hunk of list()) {
        const [removed, added] = sides(baseline, current, hunk);
        accepted.push({ removed, added, at: (clock += 1) });
      }
      set(current, current);
    },
    rejectEdits: (rejected) => rejected.map((hunk) => reject(baseline, current, hunk)),
  };
}

/** The hunk's lines in the baseline and in the text. */
function sides(baseline: string, text: string, hunk: LineHunk): readonly [string, string] {
  const back = reject(baseline, text, hunk);
  return [back.text, text.slice(back.offset, back.offset + back.length)];
}

/** The text that a review would leave with nothing accepted that is still open. */
export function withAllRejected(review: OpenReview): string {
  return applyEdits(review.text, review.rejectEdits(review.hunks()));
}

/** Two 32-bit FNV-1a hashes and the length: enough to know one of a few hundred texts again. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995) + i;
  }
  return `${text.length}:${a >>> 0}:${b >>> 0}`;
}
