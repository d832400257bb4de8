/**
 * Recognizes and applies responses that are edits of the old lines, such as diffs, instead of new
 * code.
 */
import { hunkHeader, patchFile, patchStart } from './editMarkers.ts';
import type { CodeBlock } from './fences.ts';
import { applyHunks, type Applied, type Hunk } from './hunk.ts';
import { hasSearchMarker, readSearchReplace } from './searchReplace.ts';
import { readUnified } from './unifiedDiff.ts';

/** `unread`: an edit in an unsupported format. It must not be treated as code. */
export type EditKind = 'search' | 'unified' | 'unread';

/**
 * The kind of edit in a block; undefined if the block is code.
 * @param old the lines that the edit applies to; a marker that also occurs in them is ignored
 * @param isDiffDocument whether the document itself is a diff
 */
export function editKind(
  block: CodeBlock,
  old: readonly string[],
  isDiffDocument = false,
): EditKind | undefined {
  const known = new Set(old);
  const lines = block.code.split('\n').filter((line) => !known.has(line));
  if (lines.some(hasSearchMarker)) return 'search';
  if (lines.some((line) => patchStart.test(line) || patchFile.test(line))) return 'unified';
  if (isDiffDocument) return undefined;
  const isLabelled = /^(?:diff|patch|udiff|unidiff)$/.test(block.language);
  const signed = lines.filter((line) => /^[-+]/.test(line)).length;
  if (signed > 0 && (isLabelled || isSigned(block.code.split('\n'), old))) return 'unified';
  if (isLabelled || lines.some(isOldDiff)) return 'unread';
  return undefined;
}

/**
 * Whether a line belongs to a diff in the normal format (`diff` without options) or in the context
 * format (`diff -c`).
 */
function isOldDiff(line: string, at: number, lines: readonly string[]): boolean {
  const next = lines[at + 1] ?? '';
  if (/^\d+(?:,\d+)?[acd]\d+(?:,\d+)?\s*$/.test(line)) return /^[<>] /.test(next);
  return /^\*{3} \d+(?:,\d+)? \*{4}\s*$/.test(line);
}

/**
 * Whether every line is a diff line. Without a hunk header, the deleted lines must also be old
 * lines.
 */
function isSigned(lines: readonly string[], old: readonly string[]): boolean {
  const isDiffLine = (line: string): boolean =>
    line === '' || /^[-+ @\\]|^(?:diff|index|new|old|deleted|similarity|rename) /.test(line);
  if (lines.some((line) => hunkHeader.test(line))) {
    // A context line may lack its leading space. It is then an old line.
    const known = new Set(old.map((line) => line.trim()));
    return lines.every((line) => isDiffLine(line) || known.has(line.trim()));
  }
  if (!lines.every((line) => line === '' || /^[-+ ]/.test(line))) return false;
  const known = new Set(old.map((line) => line.trim()));
  const deleted = lines.filter((line) => line.startsWith('-'));
  return (
    deleted.length > 0 &&
    lines.some((line) => line.startsWith('+')) &&
    deleted.every((line) => known.has(line.slice(1).trim()) && !known.has(line.trim()))
  );
}

/** The old lines with the edits of all blocks applied, or the reason why they can't be applied. */
export function applyEdits(
  blocks: readonly { readonly block: CodeBlock; readonly kind: EditKind }[],
  old: readonly string[],
): Applied | 'editUnread' | 'diffUnplaced' {
  const hunks: Hunk[] = [];
  for (const { block, kind } of blocks) {
    const lines = block.code.split('\n');
    const read =
      kind === 'unread'
        ? undefined
        : kind === 'search'
          ? readSearchReplace(lines)
          : readUnified(lines, old);
    if (read === undefined) return 'editUnread';
    hunks.push(...read);
  }
  return applyHunks(hunks, old) ?? 'diffUnplaced';
}
