/** Reverts what parsing lines did to the open blocks. */
import type { Block } from './blocks.ts';

/**
 * Saves the open blocks, outermost first, and returns a function that restores them. The cost
 * depends on the depth of the blocks, not on their length.
 */
export function createSnapshot(open: Block[]): () => void {
  const path = [...open];
  const copies = path.map((block) => ({ ...block }));
  const lengths = path.map((block) => lists(block).map((list) => list.length));
  return () => {
    path.forEach((block, depth) => {
      Object.assign(block, copies[depth]);
      lists(block).forEach((list, i) => {
        list.length = lengths[depth]?.[i] ?? 0;
      });
      const child = path[depth + 1];
      // Restores a paragraph that was removed or turned into another block.
      if (child !== undefined && 'children' in block && block.children.at(-1) !== child) {
        block.children[Math.max(0, block.children.length - 1)] = child;
      }
    });
    open.length = 0;
    open.push(...path);
  };
}

function lists(block: Block): unknown[][] {
  switch (block.kind) {
    case 'document':
    case 'quote':
    case 'list':
    case 'item':
      return [block.children];
    case 'code':
      return [block.lines];
    case 'table':
      return [block.rows];
    case 'paragraph':
    case 'heading':
    case 'rule':
      return [];
  }
}
