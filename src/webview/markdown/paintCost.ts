/**
 * Estimates what text costs the page that shows it, before a node is created. The cost is counted
 * by complete lines, so that formatting ends at the same line whatever chunks the text arrives in.
 * A cost of 1 is about the 3 KB that a browser needs for an element with its box.
 */
import { findHiddenCharacters } from '../../core/base/hiddenUnicode.ts';
import type { Block } from './blocks.ts';
import { maxMarks } from './hiddenMarks.ts';

/**
 * Maximum cost of a message: about 100 MB, some ten times the cost of the model's longest response.
 */
export const maxCost = 36_000;

export function costOfBlock(block: Block): number {
  switch (block.kind) {
    case 'item':
      // The browser lays out the whole list each time it grows.
      return 6;
    case 'code':
      // Its toolbar has buttons with SVG icons.
      return 6;
    case 'table':
      return 4 + block.align.length;
    case 'document':
    case 'quote':
    case 'list':
    case 'paragraph':
    case 'heading':
    case 'rule':
      return 1;
  }
}

/** Each of these may start or end an inline element. */
const mark = /[*_`~[<$@:]/g;

/** @param tip The innermost open block before the line. */
export function costOfLine(text: string, tip: Block): number {
  const marks = findHiddenCharacters(text, maxMarks).length;
  if (tip.kind === 'table') return marks + 1 + tip.align.length;
  // The spans of highlighted code have no boxes until they are near the viewport.
  if (tip.kind === 'code') return marks + 0.1 + text.length / 100;
  return marks + (text.match(mark)?.length ?? 0) / 4;
}
