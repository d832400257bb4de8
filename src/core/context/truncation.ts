/**
 * Describes how much of a list is attached, for the chip and the text, if it isn't the whole list.
 */

/**
 * `12` if that is all, otherwise `200 of 314`. `more`: there are more than `all`, and the total is
 * unknown.
 */
export function shareOf(shown: number, all: number, more = false): string {
  if (more) return `${shown} of more than ${all}`;
  return shown === all ? `${all}` : `${shown} of ${all}`;
}

/** The first `most` lines, and a last one with the number of omitted lines. */
export function firstLines(lines: readonly string[], most: number): readonly string[] {
  const left = lines.length - most;
  return left <= 0 ? lines : [...lines.slice(0, most), `(${left} more are left out)`];
}
