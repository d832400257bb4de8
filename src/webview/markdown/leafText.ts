/** The text of a paragraph, a heading or a table cell, painted while it grows. */
import { completeInline } from './completePartial.ts';
import { parseInline, waitForDefinitions, type PaintContext } from './paintContext.ts';
import { createInlineView } from './inline.ts';
import { createPlainText, type PlainText } from './plainText.ts';

export interface LeafText {
  update(text: string, open: boolean): void;
}

/**
 * Maximum characters of text that is parsed for emphasis and links. Paragraphs written by people
 * are far shorter.
 */
const maxParsed = 16_000;
/** Maximum brackets of text that is parsed: each is scanned again for every bracket before it. */
const maxBrackets = 400;

export function createLeafText(element: Element, context: PaintContext): LeafText {
  const view = createInlineView(element);
  let shown: string | null = null;
  let shownOpen = false;
  let plain: PlainText | null = null;
  let plainLength = 0;

  let whole = true;

  const paint = (text: string, open: boolean) => {
    const read = open ? completeInline(text) : text;
    whole = read.startsWith(text);
    view.paint(parseInline(context, read), open);
  };

  return {
    update: (text, open) => {
      if (text === shown && open === shownOpen) return;
      if (!isParsed(text)) {
        if (plain === null) {
          view.paint([], false);
          plain = createPlainText(element);
          plainLength = 0;
        }
        plain.append(text.slice(plainLength));
        plainLength = Math.max(plainLength, text.length);
      } else {
        if (plain !== null) element.replaceChildren();
        plain = null;
        const grown = open && shownOpen && whole ? plainGrowth(shown ?? '', text) : null;
        if (grown === null || !view.extend(grown)) paint(text, open);
        if (!open) waitForDefinitions(context, text, () => paint(text, false));
      }
      shown = text;
      shownOpen = open;
    },
  };
}

function isParsed(text: string): boolean {
  if (text.length > maxParsed) return false;
  let brackets = 0;
  for (let at = text.indexOf('['); at !== -1; at = text.indexOf('[', at + 1)) brackets++;
  return brackets <= maxBrackets;
}

/**
 * The added text, if it can't change how the text before it is parsed: letters, digits, spaces and
 * commas after such characters.
 */
function plainGrowth(before: string, after: string): string | null {
  if (after.length <= before.length || !after.startsWith(before)) return null;
  if (!/[\p{L}\p{N} ,]$/u.test(before)) return null;
  const added = after.slice(before.length);
  return /^[\p{L}\p{N} ,]+$/u.test(added) ? added : null;
}
