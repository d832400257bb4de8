/** How much of a list is attached: said on the chip and in the text, where it is not all of it. */

/** `12` where that is all, else `200 of 314`. `more`: there are more than `all`, and nobody has counted them. */
export function shareOf(shown: number, all: number, more = false): string {
  if (more) return `${shown} of more than ${all}`;
  return shown === all ? `${all}` : `${shown} of ${all}`;
}

/** The lines that fit, and a last one that says how many do not. */
export function firstLines(lines: readonly string[], most: number): readonly string[] {
  const left = lines.length - most;
  return left <= 0 ? lines : [...lines.slice(0, most), `(${left} more are left out)`];
}
