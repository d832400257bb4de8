/**
 * The review of one open document. Its state is the text, the baseline, the accepted hunks, and the
 * earlier baselines of texts that undo and redo may restore. See review.ts for why nothing else is
 * stored.
 */
import type { LineHunk } from '../diff/lineHunk.ts';
import { accept, applyEdits, follow, hunks, reject, type TextEdit } from './review.ts';

export interface OpenReview {
  readonly text: string;
  /** The accepted text; equal to `text` if there is nothing to review. */
  readonly baseline: string;
  hunks(): readonly LineHunk[];
  /**
   * Call after the extension changed the document: a rewrite, or a rejected hunk. The change is
   * reviewed against the current baseline.
   */
  applied(text: string): void;
  /**
   * Call after any other change: typing, a formatter, a checkout, undo or redo. `revert`: the
   * document is as on disk again. What wasn't under review when that was saved isn't under review
   * now either.
   */
  changed(text: string, reason?: 'undo' | 'redo' | 'revert'): void;
  /** Call after the document was saved. A later revert restores the current review. */
  saved(): void;
  /** Accepts a hunk of `hunks()`: it is no longer under review, and the text stays unchanged. */
  accept(hunk: LineHunk): void;
  acceptAll(): void;
  /**
   * The edits that undo hunks of `hunks()`, in ascending order. Call `applied` after applying them.
   */
  rejectEdits(rejected: readonly LineHunk[]): readonly TextEdit[];
}

/**
 * Maximum number of texts remembered for undo and redo, by hash. The oldest is dropped first, and
 * undo to a dropped text follows the general rule.
 */
const remembered = 400;

/** @param saved a review from before a window reload: its baseline and its last text */
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

  /**
   * The old baseline with all hunks that were accepted since `at`, so that they aren't reviewed
   * again.
   */
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
      // Typing in a hunk leaves the baseline unchanged. Its undo must do the same, although the
      // hunk may have another shape by then.
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

/** The text with all open hunks rejected. */
export function withAllRejected(review: OpenReview): string {
  return applyEdits(review.text, review.rejectEdits(review.hunks()));
}

/**
 * Two 32-bit hashes in the manner of FNV-1a, and the length: enough to identify one of a few
 * hundred texts.
 */
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
