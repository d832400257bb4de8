/** Decides whether a line continues an open block. */
import { bareFenceMayOpen, opensInnerFence } from '../../core/base/innerFence.ts';
import type { Block, CodeBlock } from './blocks.ts';
import { closesFence, startsBullet } from './blockStarts.ts';
import { advanceColumns, advanceTo, lookAhead, type Cursor } from './cursor.ts';

/** Missing cells of short rows that a table may fill in. */
const maxMissingCells = 65_536;

/** `closed` and `held`: the line belongs to the block, but nothing of it is shown. */
export type Continues = 'yes' | 'no' | 'closed' | 'held';

/**
 * Pending blank lines in indented code. They all appear at once, with the next line that isn't
 * blank.
 */
const maxBlankLines = 500;

/**
 * Whether the line continues an open block. Moves the cursor past the block's marker or
 * indentation.
 */
export function continues(block: Block, cursor: Cursor): Continues {
  const ahead = lookAhead(cursor);
  switch (block.kind) {
    case 'document':
    case 'list':
      return 'yes';
    case 'quote':
      if (ahead.indent >= 4 || cursor.line[ahead.offset] !== '>') return 'no';
      advanceTo(cursor, ahead);
      advanceColumns(cursor, 1);
      if (/[ \t]/.test(cursor.line[cursor.offset] ?? '')) advanceColumns(cursor, 1);
      return 'yes';
    case 'item':
      if (ahead.blank) {
        if (block.children.length === 0) return 'no';
        advanceTo(cursor, ahead);
        return 'yes';
      }
      if (ahead.indent < block.indent) {
        // CommonMark requires four spaces for a list nested under `10.`. Models indent by two or
        // three, as under the items before.
        if (!block.counted || ahead.indent < 2) return 'no';
        const rest = cursor.line.slice(ahead.offset);
        if (!startsBullet(rest) && (ahead.indent < 3 || !/^1[.)][ \t]+\S/.test(rest))) return 'no';
        block.indent = ahead.indent;
      }
      advanceColumns(cursor, block.indent);
      return 'yes';
    case 'code':
      return continuesCode(block, cursor);
    case 'paragraph':
      return ahead.blank ? 'no' : 'yes';
    case 'table':
      return ahead.blank || ahead.indent >= 4 || block.missing > maxMissingCells ? 'no' : 'yes';
    case 'heading':
    case 'rule':
      return 'no';
  }
}

function continuesCode(block: CodeBlock, cursor: Cursor): Continues {
  const ahead = lookAhead(cursor);
  if (block.fence === null) {
    if (ahead.indent >= 4) advanceColumns(cursor, 4);
    else if (ahead.blank && block.blankTail < maxBlankLines) advanceTo(cursor, ahead);
    else return 'no';
    return 'yes';
  }
  const outer = { ...block.fence, info: block.info };
  const rest = cursor.line.slice(ahead.offset);
  if (block.held !== null) {
    if (ahead.blank) return 'no';
    block.lines.push(block.held);
    block.held = null;
    block.depth++;
  }
  if (ahead.indent < 4) {
    if (closesFence(rest, block.fence)) {
      if (block.depth > 0) block.depth--;
      else if (!bareFenceMayOpen(outer, block.lines.at(-1))) return 'closed';
      else {
        block.held = ' '.repeat(Math.max(0, ahead.indent - block.fence.indent)) + rest;
        return 'held';
      }
    } else if (opensInnerFence(outer, rest)) block.depth++;
  }
  advanceColumns(cursor, Math.min(block.fence.indent, ahead.indent));
  return 'yes';
}
