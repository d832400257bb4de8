/** Ways in which models write the same edit, for the random test. */
import { diffLines } from '../../../src/core/diff/lineDiff.ts';
import { fenceFor } from '../../../src/core/rewrite/fences.ts';
import type { Choices } from '../random.ts';

interface EditHunk {
  /** Index of the first old line that is shown. */
  readonly start: number;
  readonly lines: readonly { readonly sign: ' ' | '-' | '+'; readonly text: string }[];
}

export type Dialect = (hunks: readonly EditHunk[], random: Choices) => string;

/** The edit from `old` to `next`, in hunks with some lines of context. */
export function editHunks(
  old: readonly string[],
  next: readonly string[],
  context: number,
): EditHunk[] {
  const hunks: { start: number; end: number; lines: EditHunk['lines'][number][] }[] = [];
  for (const { aStart, aEnd, bStart, bEnd } of diffLines([...old], [...next])) {
    const last = hunks.at(-1);
    const from = Math.max(0, aStart - context);
    const hunk =
      last !== undefined && from <= last.end ? last : { start: from, end: from, lines: [] };
    if (hunk !== last) hunks.push(hunk);
    // Context that the hunk before has shown already is not shown twice.
    for (let at = hunk.end; at < aStart; at += 1)
      hunk.lines.push({ sign: ' ', text: old[at] ?? '' });
    for (let at = aStart; at < aEnd; at += 1) hunk.lines.push({ sign: '-', text: old[at] ?? '' });
    for (const text of next.slice(bStart, bEnd)) hunk.lines.push({ sign: '+', text });
    const to = Math.min(old.length, aEnd + context);
    for (let at = aEnd; at < to; at += 1) hunk.lines.push({ sign: ' ', text: old[at] ?? '' });
    hunk.end = to;
  }
  return hunks;
}

const fenced = (code: string, info: string): string => {
  const fence = fenceFor(code);
  return `${fence}${info}\n${code}\n${fence}`;
};

const signed = ({ lines }: EditHunk): string =>
  lines.map(({ sign, text }) => sign + text).join('\n');

const side = ({ lines }: EditHunk, without: '-' | '+'): string[] =>
  lines.filter(({ sign }) => sign !== without).map(({ text }) => text);

function counted(hunk: EditHunk, off = 0): string {
  const before = side(hunk, '+').length + off;
  const after = side(hunk, '-').length + off;
  return `@@ -${hunk.start + 1 + off},${before} +${hunk.start + 1},${after} @@`;
}

function search(hunk: EditHunk, start: string, divider: string, end: string): string {
  return [start, ...side(hunk, '+'), divider, ...side(hunk, '-'), end].join('\n');
}

export const dialects: Readonly<Record<string, Dialect>> = {
  git: (hunks) =>
    fenced(
      [
        'diff --git a/x b/x',
        'index 1a2b3c4..5d6e7f8 100644',
        '--- a/x',
        '+++ b/x',
        ...hunks.flatMap((hunk) => [counted(hunk), signed(hunk)]),
      ].join('\n'),
      'diff',
    ),
  'wrong counts': (hunks, random) =>
    fenced(
      hunks.flatMap((hunk) => [counted(hunk, random.below(9)), signed(hunk)]).join('\n'),
      'diff',
    ),
  'no numbers': (hunks) => fenced(hunks.flatMap((hunk) => ['@@', signed(hunk)]).join('\n'), 'diff'),
  'no header': (hunks) => hunks.map((hunk) => fenced(signed(hunk), 'diff')).join('\n\n'),
  'no newline': (hunks) =>
    fenced(
      hunks
        .flatMap((hunk) => [counted(hunk), signed(hunk), '\\ No newline at end of file'])
        .join('\n'),
      'patch',
    ),
  'blank signs left out': (hunks) =>
    fenced(
      hunks.flatMap((hunk) => [counted(hunk), signed(hunk).replaceAll(/^ /gm, '')]).join('\n'),
      'diff',
    ),
  'trailing blanks left out': (hunks) =>
    fenced(
      hunks
        .flatMap((hunk) => [counted(hunk), signed(hunk).replaceAll(/^([ -].*?)[ \t]+$/gm, '$1')])
        .join('\n'),
      'diff',
    ),
  'blank line at the end': (hunks) =>
    fenced(hunks.flatMap((hunk) => [counted(hunk), signed(hunk), '']).join('\n'), 'diff'),
  'in a code fence': (hunks) =>
    fenced(hunks.flatMap((hunk) => [counted(hunk), signed(hunk)]).join('\n'), 'ts'),
  apply_patch: (hunks) =>
    fenced(
      [
        '*** Begin Patch',
        '*** Update File: src/x',
        ...hunks.flatMap((hunk) => ['@@ something', signed(hunk)]),
        '*** End Patch',
      ].join('\n'),
      '',
    ),
  Aider: (hunks) =>
    hunks
      .map((hunk) => fenced(search(hunk, '<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE'), 'ts'))
      .join('\n\n'),
  'Aider, one fence': (hunks) =>
    fenced(
      hunks
        .map((hunk) => search(hunk, '<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE'))
        .join('\n\n'),
      'ts',
    ),
  'Aider, with the name': (hunks) =>
    hunks
      .map((hunk) => {
        const edit = search(hunk, '<<<<<<< ORIGINAL', '=======', '>>>>>>> UPDATED');
        return fenced(`src/x.ts\n${edit}`, '');
      })
      .join('\n'),
  Cline: (hunks) =>
    fenced(
      hunks.map((hunk) => search(hunk, '------- SEARCH', '=======', '+++++++ REPLACE')).join('\n'),
      'diff',
    ),
  'Cline, legacy end': (hunks) =>
    fenced(
      hunks.map((hunk) => search(hunk, '------- SEARCH>', '=======', '>>>>>>> REPLACE')).join('\n'),
      'ts',
    ),
  'other lengths': (hunks, random) => {
    const run = (sign: string): string => sign.repeat(5 + random.below(5));
    const edit = (hunk: EditHunk): string =>
      search(hunk, `${run('<')} SEARCH`, run('='), `${run('>')} REPLACE`);
    return fenced(hunks.map(edit).join('\n'), 'ts');
  },
  Roo: (hunks) =>
    fenced(
      hunks
        .map((hunk) =>
          search(
            hunk,
            `<<<<<<< SEARCH\n:start_line:${hunk.start + 1}\n-------`,
            '=======',
            '>>>>>>> REPLACE',
          ),
        )
        .join('\n\n'),
      '',
    ),
  'no end marker': (hunks) =>
    fenced(hunks.map((hunk) => search(hunk, '<<<<<<< SEARCH', '=======', '')).join('\n'), 'ts'),
  'two dividers': (hunks) =>
    fenced(
      hunks.map((hunk) => search(hunk, '<<<<<<< SEARCH', '=======', '=======')).join('\n'),
      'ts',
    ),
  'an end without a beginning': (hunks) =>
    fenced(hunks.map((hunk) => search(hunk, '', '=======', '>>>>>>> REPLACE')).join('\n'), 'ts'),
  'normal diff': (hunks) =>
    fenced(
      hunks
        .map(
          (hunk) =>
            `${hunk.start + 1}c${hunk.start + 1}\n${side(hunk, '+')
              .map((line) => `< ${line}`)
              .join('\n')}\n---\n${side(hunk, '-')
              .map((line) => `> ${line}`)
              .join('\n')}`,
        )
        .join('\n'),
      '',
    ),
};
