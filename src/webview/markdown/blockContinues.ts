/** Whether a line goes on with a block that is open. */
import { bareFenceMayOpen, opensInnerFence } from '../../core/text/innerFence.ts';
import type { Block, CodeBlock } from './blocks.ts';
import { closesFence } from './blockStarts.ts';
import { advanceColumns, advanceTo, lookAhead, type Cursor } from './cursor.ts';

/** Cells that a table may add where its rows have too few. */
const maxMissingCells = 65_536;

/** `closed` and `held`: the line belongs to the block, and nothing of it is shown. */
export type Continues = 'yes' | 'no' | 'closed' | 'held';

/** Whether the line goes on with an open block; moves the cursor past what marks that. */
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
      if (ahead.indent < block.indent) return 'no';
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
    else if (ahead.blank) advanceTo(cursor, ahead);
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
