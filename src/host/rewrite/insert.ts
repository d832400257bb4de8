/** Puts code from the chat at the cursor: one undo step, indented like the line it is put in. */
import { window, workspace, type TextEditor } from 'vscode';
import { indentOf } from '../../core/edit/indentation.ts';
import type { RewriteDeps } from './deps.ts';
import { readOnlyReason } from './documents.ts';
import { insertComing, type CodeSource } from './insertComing.ts';
import * as ask from './messages.ts';

/**
 * Inserts at every cursor, in place of what is selected. Without an editor a new file is opened.
 * @param coming gives the rest of a block that was not whole when `code` was read
 */
export async function insertAtCursor(
  code: string,
  deps: Pick<RewriteDeps, 'confirmHiddenUnicode'>,
  coming?: CodeSource,
): Promise<void> {
  if (coming === undefined && !(await deps.confirmHiddenUnicode(code))) return;
  const there = window.activeTextEditor ?? window.visibleTextEditors[0];
  const editor =
    there ?? (await window.showTextDocument(await workspace.openTextDocument({ content: '' })));
  const reason = await readOnlyReason(editor.document);
  if (reason !== undefined) {
    ask.sentence(reason);
    return;
  }
  if (coming !== undefined) {
    await insertComing(editor, coming, deps);
    return;
  }
  const inserted = await editor.edit((builder) => {
    for (const selection of editor.selections) {
      builder.replace(selection, indented(code, editor, selection.start.line));
    }
  });
  if (!inserted) ask.failedToApply();
}

/** All lines but the first get the white space that the cursor's line begins with, where the code stands at the margin. */
function indented(code: string, editor: TextEditor, line: number): string {
  const indent = indentOf(editor.document.lineAt(line).text);
  if (indent === '') return code;
  return code
    .split(/\r\n|\r|\n/)
    .map((text, index) => (index === 0 || text === '' ? text : indent + text))
    .join('\n');
}
