/** Makes a long diff short: each file gets its share, and what is left out is said, to the model and to the user. */
import { estimateTokens } from '../request/tokens.ts';
import type { FileDiff } from './diff.ts';

/** A file of which not everything is shown, and why. */
export interface LeftOut {
  readonly path: string;
  readonly why: 'binary' | 'generated' | 'private' | 'long';
  /** Of a long one: lines of its diff that are not shown, and that there are. */
  readonly lines?: { readonly hidden: number; readonly all: number };
}

export interface FittedDiff {
  /** For the model. */
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

/** Tokens below which a piece of a file says nothing: it is named alone then. */
const leastShare = 40;

/**
 * @param tokens An estimate of what the text may have, names not counted.
 * @param isPrivate Whether a file's content must not be sent.
 */
export function fitDiff(
  files: readonly FileDiff[],
  tokens: number,
  isPrivate: (path: string) => boolean = () => false,
): FittedDiff {
  const leftOut: LeftOut[] = [];
  const shown = files.filter((file) => {
    const why = reasonToHide(file, isPrivate);
    if (why !== undefined) leftOut.push({ path: nameOf(file), why });
    return why === undefined;
  });
  const shares = share(
    shown.map((file) => ({ file, need: estimateTokens(file.hunks) })),
    tokens,
  );
  const text = files.map((file) => {
    const given = shares.get(file);
    if (given === undefined) return heading(file, leftOut);
    const lines = file.hunks.split('\n');
    const kept = beginning(lines, given);
    if (kept === lines.length) return `${heading(file, [])}\n${file.hunks}`.trimEnd();
    const hidden = lines.length - kept;
    leftOut.push({ path: nameOf(file), why: 'long', lines: { hidden, all: lines.length } });
    const note = `[${hidden} of ${lines.length} lines of this file are left out]`;
    return [heading(file, []), ...lines.slice(0, kept), note].join('\n');
  });
  return { text: text.join('\n\n'), leftOut };
}

/** A sentence for the user; undefined where the model saw everything. At most five files are named. */
export function leftOutText(leftOut: readonly LeftOut[]): string | undefined {
  if (leftOut.length === 0) return undefined;
  const named = leftOut.slice(0, 5).map((each) => `${each.path} (${reason(each)})`);
  const more = leftOut.length - named.length;
  return `The model did not see all of ${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`;
}

function reason({ why, lines }: LeftOut): string {
  return lines === undefined ? why : `${lines.hidden} of ${lines.all} lines left out`;
}

function reasonToHide(
  { path, from, binary }: FileDiff,
  isPrivate: (path: string) => boolean,
): LeftOut['why'] | undefined {
  // A diff holds lines of the file as it was, under the name that it had.
  if (path === undefined || isPrivate(path) || (from !== undefined && isPrivate(from)))
    return 'private';
  if (binary) return 'binary';
  return generated.test(path) ? 'generated' : undefined;
}

/** Written by tools: that they changed says enough. */
const generated =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|go\.sum|flake\.lock)$|\.(?:min\.(?:js|css)|map|snap)$/;

/** Small files have what they need; what is left is shared evenly by those that need more. */
function share(
  wanted: readonly { readonly file: FileDiff; readonly need: number }[],
  tokens: number,
): Map<FileDiff, number> {
  const shares = new Map<FileDiff, number>();
  let left = tokens;
  const bySize = [...wanted].sort((a, b) => a.need - b.need);
  bySize.forEach(({ file, need }, index) => {
    const given = Math.min(need, left / (bySize.length - index));
    shares.set(file, given);
    left -= given;
  });
  return shares;
}

/** How many lines, from the first, fit. */
function beginning(lines: readonly string[], tokens: number): number {
  if (estimateTokens(lines.join('\n')) <= tokens) return lines.length;
  if (tokens < leastShare) return 0;
  let used = 0;
  for (const [index, line] of lines.entries()) {
    // Each line costs its break too.
    used += estimateTokens(line) + 1;
    if (used > tokens) return index;
  }
  return lines.length;
}

function heading(file: FileDiff, leftOut: readonly LeftOut[]): string {
  const { change, added, removed } = file;
  const path = nameOf(file);
  const why = leftOut.find((each) => each.path === path)?.why;
  const note = why === undefined ? '' : `, ${why}: its content is left out`;
  return `${change} ${path} (+${added} -${removed}${note})`;
}

function nameOf({ path }: FileDiff): string {
  return path ?? 'a file whose name cannot be read';
}
