/**
 * Parses markdown into blocks line by line, each line once. The cost of a line depends on its
 * nesting depth, not on the text before it. The algorithm is from CommonMark's appendix, "A parsing
 * strategy".
 */
import type { MarkdownIt } from 'markdown-it';
import { continues } from './blockContinues.ts';
import { isContainer, type Block, type DocumentBlock } from './blocks.ts';
import { blockStart, paragraphTurns, type Situation } from './blockStarts.ts';
import { costOfBlock, costOfLine } from './paintCost.ts';
import { advanceTo, createCursor, lookAhead, restOfLine, type Cursor } from './cursor.ts';
import { takeDefinitions, type Definition, type References } from './references.ts';
import { createSnapshot } from './snapshot.ts';
import { splitRow } from './tables.ts';

export interface BlockParser {
  readonly root: DocumentBlock;
  readonly references: References;
  /** The open blocks, from the root to the innermost. */
  readonly open: readonly Block[];
  /** The cost of showing everything parsed so far, see paintCost.ts. */
  readonly cost: number;
  /** Parses one line, without its line ending. */
  line(text: string): void;
  /** Parses more of the previous line, see lines.ts. */
  more(text: string): void;
  /** Runs `look` as if `lines` had been parsed, then reverts them. */
  preview(lines: readonly string[], look: () => void): void;
  /** Ends the text: closes all open blocks. */
  end(): void;
}

/**
 * Maximum nesting of containers. A deeper marker is text, since the page must lay out and style
 * each level.
 */
const maxDepth = 48;

export function createBlockParser(
  inline: MarkdownIt,
  onDefinition: (label: string) => void,
): BlockParser {
  const root: DocumentBlock = { kind: 'document', children: [], startLine: 0, endLine: 0 };
  const open: Block[] = [root];
  const references: References = Object.create(null) as References;
  let added: string[] | null = null;
  let lineNumber = 0;
  let cost = 0;

  const tip = (): Block => open[open.length - 1] ?? root;

  const define = (label: string, definition: Definition) => {
    if (label in references) return;
    references[label] = definition;
    if (added === null) onDefinition(label);
    else added.push(label);
  };

  /** Closes blocks until `depth` of them are open. */
  const closeTo = (depth: number) => {
    while (open.length > depth) {
      const block = open.pop();
      if (block?.kind !== 'paragraph' || !block.text.startsWith('[')) continue;
      block.text = takeDefinitions(inline, block.text, define);
      if (block.text === '') removeLast(tip(), block);
    }
  };

  const push = (block: Block) => {
    while (!mayHold(tip(), block)) closeTo(open.length - 1);
    const parent = tip();
    if (!isContainer(parent)) return;
    noteGap(parent, open[open.length - 2], lineNumber);
    parent.children.push(block);
    open.push(block);
    cost += costOfBlock(block);
  };

  /** Extends the open blocks, down to the one at `depth`, to the current line. */
  const touch = (depth = open.length - 1) => {
    for (let i = depth; i >= 0; i--) {
      const block = open[i];
      if (block !== undefined) block.endLine = lineNumber;
    }
  };

  /**
   * Turns the open paragraph into a heading or table if this line makes it one. Returns whether it
   * did.
   */
  const turnParagraph = (situation: Situation): boolean => {
    const paragraph = situation.container;
    if (paragraph.kind !== 'paragraph') return false;
    let turn = paragraphTurns(situation, paragraph);
    if (turn?.block.kind === 'heading' && paragraph.text.startsWith('[')) {
      paragraph.text = takeDefinitions(inline, paragraph.text, define);
      turn = paragraph.text === '' ? null : paragraphTurns(situation, paragraph);
    }
    if (turn === null) return false;
    paragraph.text = turn.text;
    if (turn.text === '') {
      open.pop();
      removeLast(tip(), paragraph);
    } else {
      paragraph.endLine = lineNumber - 2;
      closeTo(open.length - 1);
    }
    const parent = tip();
    if (!isContainer(parent)) return false;
    parent.children.push(turn.block);
    open.push(turn.block);
    cost += costOfBlock(turn.block);
    touch();
    if (turn.block.kind === 'heading') open.pop();
    return true;
  };

  /**
   * The number of open blocks that the line continues; null if the line closed a fence or may close
   * it, so that nothing is left to parse.
   */
  const goesOn = (cursor: Cursor): number | null => {
    for (let i = 1; i < open.length; i++) {
      const block = open[i];
      if (block === undefined) return i;
      const answer = continues(block, cursor);
      if (answer === 'no') return i;
      if (block.kind === 'quote') touch(i);
      if (answer === 'closed' || answer === 'held') {
        touch();
        if (answer === 'closed') closeTo(i);
        return null;
      }
    }
    return open.length;
  };

  const addTo = (block: Block, cursor: Cursor, blank: boolean) => {
    if (block.kind === 'code') {
      block.lines.push(restOfLine(cursor));
      if (block.fence === null && blank) {
        block.blankTail++;
        return;
      }
      block.blankTail = 0;
    } else if (block.kind === 'table') {
      const row = splitRow(restOfLine(cursor));
      block.missing += Math.max(0, block.align.length - row.length);
      block.rows.push(row.slice(0, block.align.length));
    } else if (block.kind === 'paragraph') {
      const ahead = lookAhead(cursor);
      advanceTo(cursor, ahead);
      block.lastIndent = ahead.indent;
      block.text += block.text === '' ? restOfLine(cursor) : `\n${restOfLine(cursor)}`;
    }
    touch();
  };

  const line = (text: string) => {
    lineNumber++;
    cost += costOfLine(text, tip());
    const cursor = createCursor(text);
    let matched = goesOn(cursor);
    if (matched === null) return;
    const before = open.length;
    let started = false;
    let ahead = lookAhead(cursor);
    for (;;) {
      const container = open[matched - 1] ?? root;
      if (container.kind === 'code') break;
      ahead = lookAhead(cursor);
      const situation = { cursor, ahead, lineNumber, container, tip: tip() };
      if (matched === open.length && turnParagraph(situation)) return;
      const start: ReturnType<typeof blockStart> =
        matched > maxDepth ? null : blockStart(situation);
      if (start === null) break;
      started = true;
      closeTo(matched);
      if ('leaf' in start) {
        push(start.leaf);
        matched = open.length;
        touch();
        if (start.closed) closeTo(open.length - 1);
        if (start.closed || (start.leaf.kind === 'code' && start.leaf.fence !== null)) return;
        break;
      }
      for (const block of start.containers) push(block);
      matched = open.length;
      touch();
    }
    if (!started && matched < before && !ahead.blank && tip().kind === 'paragraph') {
      addTo(tip(), cursor, false);
      return;
    }
    closeTo(matched);
    if (!isContainer(tip())) {
      addTo(tip(), cursor, lookAhead(cursor).blank);
    } else if (!ahead.blank) {
      push({
        kind: 'paragraph',
        text: '',
        lastIndent: 0,
        startLine: lineNumber,
        endLine: lineNumber,
      });
      addTo(tip(), cursor, false);
    }
  };

  const more = (text: string) => {
    const block = tip();
    if (block.kind === 'paragraph') {
      block.text += text;
    } else if (block.kind === 'code') {
      block.joins = [...block.joins, block.lines.length];
      block.lines.push(text);
    } else {
      const lines = { startLine: lineNumber, endLine: lineNumber };
      push({ kind: 'paragraph', text, lastIndent: 0, ...lines });
    }
  };

  return {
    root,
    references,
    open,
    get cost() {
      return cost;
    },
    line,
    more,
    preview: (lines, look) => {
      const restore = createSnapshot(open);
      const at = { lineNumber, cost };
      added = [];
      try {
        for (const each of lines) line(each);
        look();
      } finally {
        for (const label of added) Reflect.deleteProperty(references, label);
        added = null;
        ({ lineNumber, cost } = at);
        restore();
      }
    },
    end: () => closeTo(1),
  };
}

function mayHold(parent: Block, child: Block): boolean {
  if (!isContainer(parent)) return false;
  return (parent.kind === 'list') === (child.kind === 'item');
}

function removeLast(parent: Block, child: Block): void {
  if (isContainer(parent) && parent.children.at(-1) === child) parent.children.pop();
}

/** A blank line between items, or between the children of an item, makes the list loose. */
function noteGap(parent: Block, grandparent: Block | undefined, lineNumber: number): void {
  const list = parent.kind === 'list' ? parent : grandparent;
  if (list?.kind !== 'list' || !isContainer(parent)) return;
  const previous = parent.children.at(-1);
  if (previous !== undefined && previous.endLine < lineNumber - 1) list.tight = false;
}
