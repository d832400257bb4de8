/** The code that a question is about: what is selected, else the symbol around the cursor. */
import { window, workspace } from 'vscode';
import type { Attachment } from '../../core/chat/conversation.ts';
import type { NewId } from '../../core/ports.ts';
import { captureLines } from '../rewrite/capture.ts';

/** Undefined where no editor is open, or the file is empty: then the user is told. */
export async function selectionAttachment(newId: NewId): Promise<Attachment | undefined> {
  const editor = window.activeTextEditor;
  const [first, ...rest] =
    editor === undefined ? [] : await captureLines(editor.document, editor.selections);
  if (editor === undefined || first === undefined || first.text.trim() === '') {
    void window.showInformationMessage('Select some code first, or put the cursor into it.');
    return undefined;
  }
  const { document } = editor;
  const last = rest.at(-1) ?? first;
  const range = { start: first.firstLine, end: last.lastLine };
  const path = workspace.asRelativePath(document.uri);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const lines =
    range.start === range.end ? `${range.start + 1}` : `${range.start + 1}-${range.end + 1}`;
  return {
    kind: 'selection',
    id: newId(),
    name: `${name}:${lines}`,
    uri: document.uri.toString(),
    range,
    language: document.languageId,
    text: [first, ...rest].map((captured) => captured.text).join('\n'),
  };
}
