/** The code that a question is about: the selected lines, else the smallest symbol around the cursor. */
import { Range, window } from 'vscode';
import type { TextDocument } from 'vscode';
import type { LineRange } from '../../core/chat/conversation.ts';
import type { TextAttachment } from '../../core/context/attachments.ts';
import { nameOfLines } from '../../core/context/attachments.ts';
import { joined } from '../../core/context/place.ts';
import { captureLines } from '../rewrite/capture.ts';
import { enclosingSymbol } from '../symbols.ts';
import { nameOf } from './places.ts';
import { within } from './within.ts';

export type CodeAttachment = TextAttachment;

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
  const text = joined(captured.map((each) => each.text));
  if (first === undefined || last === undefined || text.trim() === '') return undefined;
  const lines = { start: first.firstLine, end: last.lastLine };
  const end = document.lineAt(lines.end).range.end;
  const inside = enclosingSymbol(document, new Range(lines.start, 0, end.line, end.character));
  const runs = captured.map(({ firstLine, lastLine }) => ({ start: firstLine, end: lastLine }));
  return linesOf(id, document, runs, text, (await within(symbolLimit, inside))?.name);
}

/** A symbol's place, say, as an attachment. */
export function readRange(id: string, document: TextDocument, range: Range): CodeAttachment {
  const lines = { start: range.start.line, end: range.end.line };
  return linesOf(id, document, [lines], document.getText(range));
}

function linesOf(
  id: string,
  document: TextDocument,
  ranges: readonly LineRange[],
  text: string,
  symbol?: string,
): CodeAttachment {
  const start = ranges[0]?.start ?? 0;
  return {
    kind: 'selection',
    id,
    name: nameOfLines(nameOf(document.uri), ranges, symbol),
    uri: document.uri.toString(),
    range: { start, end: ranges.at(-1)?.end ?? start },
    ...(ranges.length > 1 ? { ranges } : {}),
    language: document.languageId,
    ...(symbol === undefined ? {} : { symbol }),
    text,
  };
}
