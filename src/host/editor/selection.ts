/** The code that a question is about: the selected lines, else the smallest symbol around the cursor. */
import { Range, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { LineRange } from '../../core/model/conversation.ts';
import type { TextAttachment } from '../../core/request/attachmentsText.ts';
import { nameOfLines } from '../../core/request/attachmentsText.ts';
import { joined } from '../../core/context/movedRanges.ts';
import { isRecord, rangeFrom, uriFrom } from './arguments.ts';
import { captureLines } from './capture.ts';
import { enclosingSymbol } from './symbols.ts';
import { nameOf } from './placeNames.ts';

export type CodeAttachment = TextAttachment;

/** Where the user is. Another tab may be in front a moment later: so it is taken before anything is waited for, and handed on. */
export interface CodePlace {
  readonly document: TextDocument;
  /** At least one; an empty one is a cursor. */
  readonly ranges: readonly Range[];
}

/** Undefined where no editor is open. */
export function activePlace(): CodePlace | undefined {
  const editor = window.activeTextEditor;
  return editor && { document: editor.document, ranges: editor.selections };
}

/** The place that a caller names as `{uri, range}`, where the user is not in that document; else where the user is now. */
export async function placeFrom(argument: unknown): Promise<CodePlace | undefined> {
  const here = activePlace();
  const uri = uriFrom(isRecord(argument) ? argument['uri'] : undefined);
  const range = rangeFrom(isRecord(argument) ? argument['range'] : undefined);
  if (uri === undefined || range === undefined) return here;
  // A light bulb may have been lit for a selection that has grown since.
  if (here?.document.uri.toString() === uri.toString()) return here;
  const document = await workspace.openTextDocument(uri);
  return { document, ranges: [document.validateRange(range)] };
}

/** Undefined where there is no place, or nothing but blanks is there. Several selections become one attachment. */
export async function readSelection(
  id: string,
  place: CodePlace | undefined,
): Promise<CodeAttachment | undefined> {
  return place && readRanges(id, place.document, place.ranges);
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
  const inside = new Range(lines.start, 0, end.line, end.character);
  const runs = captured.map(({ firstLine, lastLine }) => ({ start: firstLine, end: lastLine }));
  return linesOf(id, document, runs, text, (await enclosingSymbol(document, inside))?.name);
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
