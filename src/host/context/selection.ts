/** The code that a question is about: the selected lines, else the smallest symbol around the cursor. */
import { window } from 'vscode';
import type { Range, TextDocument } from 'vscode';
import type { Attachment, LineRange } from '../../core/chat/conversation.ts';
import { captureLines } from '../rewrite/capture.ts';
import { nameOfLines } from './places.ts';

/** Undefined where no editor is open, or nothing but blanks is there. Several selections become one attachment. */
export async function readSelection(id: string): Promise<Attachment | undefined> {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const captured = await captureLines(editor.document, editor.selections);
  const [first] = captured;
  const last = captured.at(-1);
  const text = captured.map((each) => each.text.replace(/\r?\n$/, '')).join('\n');
  if (first === undefined || last === undefined || text.trim() === '') return undefined;
  return linesOf(id, editor.document, { start: first.firstLine, end: last.lastLine }, text);
}

/** A symbol's place, say, as an attachment. */
export function readRange(id: string, document: TextDocument, range: Range): Attachment {
  const lines = { start: range.start.line, end: range.end.line };
  return linesOf(id, document, lines, document.getText(range));
}

function linesOf(id: string, document: TextDocument, range: LineRange, text: string): Attachment {
  return {
    kind: 'selection',
    id,
    name: nameOfLines(document.uri, range),
    uri: document.uri.toString(),
    range,
    language: document.languageId,
    text,
  };
}
