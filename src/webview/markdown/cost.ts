/**
 * What text costs the page that shows it, before a node of it is made. It is counted by whole lines, so that formatting ends at the same line in
 * whatever pieces the text comes. One is about the 3 KB that a browser holds for an element with its box.
 */
import { findHiddenCharacters } from '../../core/base/hiddenUnicode.ts';
import type { Block } from './blocks.ts';
import { maxMarks } from './hiddenMarks.ts';

/** As much as a message may cost: about 100 MB, some ten times what the longest response of the model costs. */
export const maxCost = 36_000;

export function costOfBlock(block: Block): number {
  switch (block.kind) {
    case 'item':
      // The browser lays a list out as a whole, each time it grows.
      return 6;
    case 'code':
      // Its bar has buttons with drawings.
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

/** Each of these may begin or end an element within a line. */
const mark = /[*_`~[<$@:]/g;

/** @param tip The innermost open block before the line. */
export function costOfLine(text: string, tip: Block): number {
  const marks = findHiddenCharacters(text, maxMarks).length;
  if (tip.kind === 'table') return marks + 1 + tip.align.length;
  // Colours are spans without boxes, until they are near the window.
  if (tip.kind === 'code') return marks + 0.1 + text.length / 100;
  return marks + (text.match(mark)?.length ?? 0) / 4;
}
