/** The blocks that a text of markdown is made of, as the block parser leaves them. Only the parser changes one, and only while it is open. */

interface Lines {
  readonly startLine: number;
  /** The last line with something of this block on it. */
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
  /** The bullet, or what follows the number. */
  readonly marker: string;
  /** The first number; null for bullets. */
  readonly start: number | null;
  /** No blank line stands between its items or in them. */
  tight: boolean;
}
export interface ItemBlock extends Lines {
  readonly kind: 'item';
  readonly children: Block[];
  /** How many columns the lines of the item are indented by. */
  indent: number;
  /** Its marker is a number. */
  readonly counted: boolean;
}
export interface ParagraphBlock extends Lines {
  readonly kind: 'paragraph';
  /** Its lines without what indented them, joined by line feeds. */
  text: string;
  /** The indentation of its last line, in columns. */
  lastIndent: number;
}
export interface HeadingBlock extends Lines {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
}
export interface CodeBlock extends Lines {
  readonly kind: 'code';
  /** What opened it; null for indented code. */
  readonly fence: {
    readonly char: string;
    readonly length: number;
    readonly indent: number;
  } | null;
  readonly info: string;
  readonly lines: string[];
  /** The indexes of lines that go on from the one before: pieces of a line of very many characters. */
  joins: readonly number[];
  /** How many lines at the end of indented code are blank: they belong to it if more code follows. See `codeLength`. */
  blankTail: number;
  /** Fences open within a block of markdown: see core/base/innerFence.ts. */
  depth: number;
  /** A bare fence in a block of markdown: the next line says whether it closes the block or opens one within. */
  held: string | null;
}
export interface TableBlock extends Lines {
  readonly kind: 'table';
  readonly align: readonly ('left' | 'right' | 'center' | null)[];
  readonly header: readonly string[];
  readonly rows: (readonly string[])[];
  /** Cells that rows lacked so far: bounded, so that few characters cannot become many cells. */
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

/** How many of its lines belong to a code block. */
export function codeLength({ lines, blankTail }: CodeBlock): number {
  return lines.length - blankTail;
}
