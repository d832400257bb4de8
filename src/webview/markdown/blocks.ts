/**
 * The types of markdown blocks. Only the block parser changes a block, and only while the block is
 * open.
 */

interface Lines {
  readonly startLine: number;
  /** The last line that contains part of this block. */
  endLine: number;
}

export interface DocumentBlock extends Lines {
  readonly kind: 'document';
  readonly children: Block[];
}
export interface QuoteBlock extends Lines {
  readonly kind: 'quote';
  readonly children: Block[];
}
export interface ListBlock extends Lines {
  readonly kind: 'list';
  readonly children: Block[];
  /** The bullet, or the delimiter after the number. */
  readonly marker: string;
  /** The first number; null for bullets. */
  readonly start: number | null;
  /** There is no blank line between or in its items. */
  tight: boolean;
}
export interface ItemBlock extends Lines {
  readonly kind: 'item';
  readonly children: Block[];
  /** Indentation of the item's lines, in columns. */
  indent: number;
  /** The marker is a number. */
  readonly counted: boolean;
}
export interface ParagraphBlock extends Lines {
  readonly kind: 'paragraph';
  /** Its lines without indentation, joined by line feeds. */
  text: string;
  /** Indentation of its last line, in columns. */
  lastIndent: number;
}
export interface HeadingBlock extends Lines {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
}
export interface CodeBlock extends Lines {
  readonly kind: 'code';
  /** The opening fence; null for indented code. */
  readonly fence: {
    readonly char: string;
    readonly length: number;
    readonly indent: number;
  } | null;
  readonly info: string;
  readonly lines: string[];
  /** Indexes of lines that continue the line before: a very long line is stored in pieces. */
  joins: readonly number[];
  /**
   * Number of blank lines at the end of indented code. They belong to it only if more code follows.
   * See `codeLength`.
   */
  blankTail: number;
  /** Number of open fences inside a block of Markdown, see core/base/innerFence.ts. */
  depth: number;
  /**
   * A bare fence in a block of Markdown. The next line decides whether it closes the block or opens
   * an inner one.
   */
  held: string | null;
}
export interface TableBlock extends Lines {
  readonly kind: 'table';
  readonly align: readonly ('left' | 'right' | 'center' | null)[];
  readonly header: readonly string[];
  readonly rows: (readonly string[])[];
  /**
   * Number of cells missing from rows so far. It is limited, so that little text can't create many
   * cells.
   */
  missing: number;
}
export interface RuleBlock extends Lines {
  readonly kind: 'rule';
}

export type ContainerBlock = DocumentBlock | QuoteBlock | ListBlock | ItemBlock;
export type LeafBlock = ParagraphBlock | HeadingBlock | CodeBlock | TableBlock | RuleBlock;
export type Block = ContainerBlock | LeafBlock;

export function isContainer(block: Block): block is ContainerBlock {
  return (
    block.kind === 'document' ||
    block.kind === 'quote' ||
    block.kind === 'list' ||
    block.kind === 'item'
  );
}

/** The number of lines that belong to a code block. */
export function codeLength({ lines, blankTail }: CodeBlock): number {
  return lines.length - blankTail;
}
