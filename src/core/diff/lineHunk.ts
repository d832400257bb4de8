/** A change of lines between two texts. */

/**
 * Lines `aStart` to `aEnd` of the first text became lines `bStart` to `bEnd` of the second.
 * 0-based, ends exclusive. One of the two ranges may be empty, never both. Two hunks never touch:
 * there is an unchanged line between them.
 */
export interface LineHunk {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}
