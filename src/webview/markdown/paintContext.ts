/** State that the views of one message share while it is painted. */
import type { MarkdownIt, Token } from 'markdown-it';
import type { CodeView } from './codeView.ts';
import type { Block } from './blocks.ts';
import type { References } from './references.ts';

export interface PaintContext {
  readonly document: Document;
  readonly inline: MarkdownIt;
  readonly references: References;
  /** What to repaint when a label gets its definition, which may be at the end of the text. */
  readonly waiting: Map<string, (() => void)[]>;
  readonly codeViews: WeakMap<Element, CodeView>;
  /**
   * Number of lines at the end of the open block that are only a preview. The first of them is the
   * incomplete line.
   */
  triedLines: number;
  /** The block that contains the incomplete line. */
  growing: Block | null;
}

/** The inline tokens of a leaf's text. */
export function parseInline(context: PaintContext, text: string): readonly Token[] {
  const [token] = context.inline.parseInline(text, { references: context.references });
  return token?.children ?? [];
}

/** Runs `paint` again when one of the labels that `text` may refer to is defined later. */
export function waitForDefinitions(context: PaintContext, text: string, paint: () => void): void {
  if (!text.includes('[')) return;
  for (const match of text.matchAll(/\[((?:[^[\]\\]|\\.){1,999})\]/g)) {
    const label = context.inline.utils.normalizeReference(match[1] ?? '');
    if (label in context.references) continue;
    const waiting = context.waiting.get(label);
    if (waiting === undefined) context.waiting.set(label, [paint]);
    else if (waiting.at(-1) !== paint) waiting.push(paint);
  }
}
