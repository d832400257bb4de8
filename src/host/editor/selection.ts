/**
 * The code that a question is about: the selected lines, or else the smallest symbol around the
 * cursor.
 */
import { Range, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { LineRange } from '../../core/model/conversation.ts';
import type { TextAttachment } from '../../core/request/attachmentsText.ts';
import { nameOfLines } from '../../core/request/attachmentsText.ts';
import { joined } from '../../core/context/movedRanges.ts';
import { isRecord, rangeFrom, uriFrom } from './commandArguments.ts';
import { captureLines } from './capture.ts';
import { enclosingSymbol } from './symbols.ts';
import { nameOf } from './placeNames.ts';

export type CodeAttachment = TextAttachment;

/** Where the user is. Captured before the first await, since another tab may become active. */
export interface CodePlace {
  readonly document: TextDocument;
  /** At least one. An empty range is a cursor. */
  readonly ranges: readonly Range[];
}

/** Returns undefined if no editor is open. */
export function activePlace(): CodePlace | undefined {
  const editor = window.activeTextEditor;
  return editor && { document: editor.document, ranges: editor.selections };
}

/**
 * The place that a caller names as `{uri, range}`. The user's current place if it is in that
 * document or none is named.
 */
export async function placeFrom(argument: unknown): Promise<CodePlace | undefined> {
  const here = activePlace();
  const uri = uriFrom(isRecord(argument) ? argument['uri'] : undefined);
  const range = rangeFrom(isRecord(argument) ? argument['range'] : undefined);
  if (uri === undefined || range === undefined) return here;
  // A code action may have been created for a selection that has changed since.
  if (here?.document.uri.toString() === uri.toString()) return here;
  const document = await workspace.openTextDocument(uri);
  return { document, ranges: [document.validateRange(range)] };
}

/**
 * Returns undefined if there is no place or only whitespace. Several selections become one
 * attachment.
 */
export async function readSelection(
  id: string,
  place: CodePlace | undefined,
): Promise<CodeAttachment | undefined> {
  return place && readRanges(id, place.document, place.ranges);
}

/**
 * Captures the lines of the ranges. For an empty range, the symbol around it. Returns undefined if
 * there is only whitespace.
 */
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

/** An attachment for one range, such as a symbol's. */
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
