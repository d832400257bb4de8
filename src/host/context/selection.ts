/** The code that a question is about: the selected lines, else the smallest symbol around the cursor. */
import { Range, window } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Attachment, LineRange } from '../../core/chat/conversation.ts';
import { nameOfLines } from '../../core/context/attachments.ts';
import { captureLines } from '../rewrite/capture.ts';
import { enclosingSymbol } from '../symbols.ts';
import { nameOf } from './places.ts';
import { within } from './within.ts';

export type CodeAttachment = Exclude<Attachment, { readonly kind: 'image' }>;

/** Milliseconds that a language may take to name the symbol around the code. Without the name the question goes out all the same. */
const symbolLimit = 1_500;

/** Undefined where no editor is open, or nothing but blanks is there. Several selections become one attachment. */
export async function readSelection(id: string): Promise<CodeAttachment | undefined> {
  const editor = window.activeTextEditor;
  return editor && readRanges(id, editor.document, editor.selections);
}

/** The lines of the ranges; for an empty one the symbol around it. Undefined where nothing but blanks is there. */
export async function readRanges(
  id: string,
  document: TextDocument,
  ranges: readonly Range[],
): Promise<CodeAttachment | undefined> {
  const captured = await captureLines(document, ranges);
  const [first] = captured;
  const last = captured.at(-1);
  const text = captured.map((each) => each.text.replace(/\r?\n$/, '')).join('\n');
  if (first === undefined || last === undefined || text.trim() === '') return undefined;
  const lines = { start: first.firstLine, end: last.lastLine };
  const end = document.lineAt(lines.end).range.end;
  const inside = enclosingSymbol(document, new Range(lines.start, 0, end.line, end.character));
  return linesOf(id, document, lines, text, (await within(symbolLimit, inside))?.name);
}

/** A symbol's place, say, as an attachment. */
export function readRange(id: string, document: TextDocument, range: Range): CodeAttachment {
  const lines = { start: range.start.line, end: range.end.line };
  return linesOf(id, document, lines, document.getText(range));
}

function linesOf(
  id: string,
  document: TextDocument,
  range: LineRange,
  text: string,
  symbol?: string,
): CodeAttachment {
  return {
    kind: 'selection',
    id,
    name: nameOfLines(nameOf(document.uri), range, symbol),
    uri: document.uri.toString(),
    range,
    language: document.languageId,
    ...(symbol === undefined ? {} : { symbol }),
    text,
  };
}
