/**
 * Matches paths against globs, by segments between slashes. Matching a segment takes at most
 * pattern length times text length steps.
 */

/** Matches one character by its code. */
type One = number | ((code: number) => boolean);

/** `star` matches any run of characters. */
export type Item = One | 'star';
export type Segment = readonly Item[];

/** A whole glob, by segments. `globstar` matches any number of whole segments. */
export type Glob = readonly (Segment | 'globstar')[];

/**
 * The greedy algorithm for wildcards. Backtracking to the last star is enough, since each star
 * takes as little as possible.
 */
export function matchesSegment(segment: Segment, text: string): boolean {
  return matches(
    segment.length,
    text.length,
    (at) => segment[at] === 'star',
    (at, index) => {
      const item = segment[at];
      const code = text.charCodeAt(index);
      return typeof item === 'function' ? item(code) : item === code;
    },
  );
}

/** Whether the segments of a path match the segments of a glob. */
export function matchesGlob(glob: Glob, parts: readonly string[]): boolean {
  return matches(
    glob.length,
    parts.length,
    (at) => glob[at] === 'globstar',
    (at, index) => {
      const segment = glob[at];
      const part = parts[index];
      if (segment === undefined || segment === 'globstar' || part === undefined) return false;
      return matchesSegment(segment, part);
    },
  );
}

function matches(
  patternLength: number,
  textLength: number,
  isStar: (at: number) => boolean,
  isOne: (at: number, index: number) => boolean,
): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < textLength) {
    if (at < patternLength && isStar(at)) {
      star = at++;
      resume = index;
    } else if (at < patternLength && isOne(at, index)) {
      at++;
      index++;
    } else if (star !== -1) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (at < patternLength && isStar(at)) at++;
  return at === patternLength;
}
