/** A reply that is a diff of the old lines instead of the new ones: applied by its context, its line numbers are not trusted. */
import type { CodeBlock } from './fences.ts';

/** Whether a block is a unified diff, or a search-and-replace block. Code that is itself a diff is for the caller to know. */
export function isDiff(block: CodeBlock): boolean {
  const lines = block.code.split('\n');
  if (lines.some((line) => searchStart.test(line)) && lines.some((line) => replaceEnd.test(line))) {
    return true;
  }
  const signed = lines.filter((line) => /^[-+]/.test(line)).length;
  if (signed === 0) return false;
  if (/^(diff|patch|udiff)$/.test(block.language)) return true;
  const headed = lines.some((line) => /^@@ .*@@/.test(line) || line === '@@');
  return (
    headed && lines.every((line) => line === '' || /^[-+ @\\]|^(diff|index|new|old) /.test(line))
  );
}

/** The old lines with the diff applied, or undefined where a hunk's context is not found, or is found twice. */
export function applyDiff(code: string, old: readonly string[]): readonly string[] | undefined {
  const changes = code.split('\n').some((line) => searchStart.test(line))
    ? searchReplace(code)
    : unified(code);
  let result = [...old];
  for (const { before, after } of changes) {
    const at = onlyPlace(result, before);
    if (at === undefined) return undefined;
    const indent = extraIndent(result.slice(at, at + before.length), before);
    result = [
      ...result.slice(0, at),
      ...after.map((line) => (line === '' ? line : indent + line)),
      ...result.slice(at + before.length),
    ];
  }
  return changes.length === 0 ? undefined : result;
}

interface Change {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const searchStart = /^<{5,} ?SEARCH\b/;
const replaceEnd = /^>{5,} ?REPLACE\b/;

function unified(code: string): Change[] {
  const changes: { before: string[]; after: string[] }[] = [];
  let current: { before: string[]; after: string[] } | undefined;
  for (const line of code.split('\n')) {
    if (/^(diff |index |--- |\+\+\+ |\\ No newline)/.test(line)) continue;
    if (line.startsWith('@@')) {
      current = undefined;
      continue;
    }
    if (current === undefined) changes.push((current = { before: [], after: [] }));
    const text = line.slice(1);
    if (line.startsWith('+')) current.after.push(text);
    else if (line.startsWith('-')) current.before.push(text);
    else {
      // Models leave out the space before a context line now and then.
      const context = line.startsWith(' ') ? text : line;
      current.before.push(context);
      current.after.push(context);
    }
  }
  return changes
    .map(trimBlankContext)
    .filter(({ before, after }) => before.join('\n') !== after.join('\n'));
}

/** A blank line at the end of a hunk is most often the reply's, not the file's. */
function trimBlankContext(change: Change): Change {
  const { before, after } = change;
  return before.at(-1) === '' && after.at(-1) === ''
    ? trimBlankContext({ before: before.slice(0, -1), after: after.slice(0, -1) })
    : change;
}

function searchReplace(code: string): Change[] {
  const changes: { before: string[]; after: string[] }[] = [];
  let side: 'before' | 'after' | undefined;
  for (const line of code.split('\n')) {
    if (searchStart.test(line)) {
      changes.push({ before: [], after: [] });
      side = 'before';
    } else if (/^={5,}$/.test(line) && side === 'before') side = 'after';
    else if (replaceEnd.test(line)) side = undefined;
    else if (side !== undefined) changes.at(-1)?.[side].push(line);
  }
  return changes;
}

/** The one place where these lines stand: exactly, else but for indentation and white space at the ends. */
function onlyPlace(lines: readonly string[], wanted: readonly string[]): number | undefined {
  if (wanted.length === 0) return undefined;
  for (const form of [(line: string) => line, (line: string) => line.trim()]) {
    const shaped = lines.map(form);
    const target = wanted.map(form);
    const places = shaped.flatMap((_, at) =>
      target.every((line, i) => shaped[at + i] === line) ? [at] : [],
    );
    if (places.length === 1) return places[0];
    if (places.length > 1) return undefined;
  }
  return undefined;
}

/** What the file's lines are indented by more than the diff's. */
function extraIndent(there: readonly string[], wanted: readonly string[]): string {
  const at = wanted.findIndex((line) => line.trim() !== '');
  const own = /^\s*/.exec(wanted[at] ?? '')?.[0] ?? '';
  const full = /^\s*/.exec(there[at] ?? '')?.[0] ?? '';
  return full.endsWith(own) ? full.slice(0, full.length - own.length) : '';
}
