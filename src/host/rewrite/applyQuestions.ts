/**
 * Questions that `Apply` asks in doubt: which file, which place, and before it changes a file
 * outside the workspace.
 */
import {
  window,
  workspace,
  type QuickPickItem,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import type { Attachment } from '../../core/model/conversation.ts';
import { lineContent, splitLines } from '../../core/base/lines.ts';
import { locateBlock } from '../../core/rewrite/locateBlock.ts';
import { confirmRisk } from '../base/confirm.ts';
import { editorOf, nameOf, textOf, toLf } from '../editor/documents.ts';
import { parsed } from './targetFiles.ts';

/** Lines `start` to `end` of a document, 0-based, `end` excluded. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Asks which of several files with the same name to use. Returns undefined if the user cancels. */
export async function askFile(
  name: string,
  documents: readonly TextDocument[],
): Promise<TextDocument | undefined> {
  const items = documents.map((document) => ({
    label: workspace.asRelativePath(document.uri),
    document,
  }));
  const picked = await window.showQuickPick(items, {
    title: `Several files match ${name}`,
    placeHolder: 'Select the file to apply the code to',
  });
  return picked?.document;
}

export function askIntoEmpty(document: TextDocument): Promise<boolean> {
  return confirmRisk({
    message: `${nameOf(document.uri)} is empty. Add the code to it?`,
    detail: 'You can review the change and undo it.',
    decline: "Don't Add",
    accept: 'Add Code',
  });
}

export function askOutside(uri: Uri): Promise<boolean> {
  return confirmRisk({
    message: `${nameOf(uri)} is outside of the workspace. Apply the code to it?`,
    detail: uri.scheme === 'file' ? uri.fsPath : uri.toString(true),
    decline: "Don't Apply",
    accept: 'Apply Anyway',
  });
}

export interface AttachedPlace {
  readonly name: string;
  readonly document: TextDocument;
  readonly lines: Lines;
}

/**
 * The attached selections whose text is still found exactly once in their files: the user may mean
 * one of them.
 */
export function attachedPlaces(
  documents: readonly TextDocument[],
  answering: readonly Attachment[],
): readonly AttachedPlace[] {
  return answering.flatMap((attachment) => {
    if (attachment.kind !== 'selection' || attachment.uri === undefined) return [];
    const uri = parsed(attachment.uri)?.toString();
    const document = documents.find((candidate) => candidate.uri.toString() === uri);
    if (document === undefined) return [];
    const wanted = splitLines(toLf(attachment.text)).map(lineContent);
    const lines = locateBlock(splitLines(textOf(document)).map(lineContent), wanted);
    return lines?.certainty === 'exact' ? [{ name: attachment.name, document, lines }] : [];
  });
}

export type Choice =
  | { readonly kind: 'replace'; readonly document: TextDocument; readonly lines: Lines }
  | { readonly kind: 'insert'; readonly editor: TextEditor }
  | { readonly kind: 'append'; readonly document: TextDocument }
  | { readonly kind: 'newFile'; readonly language: string };

/**
 * Asks what to do with the code. Returns undefined if the user cancels.
 * @param about The document that the code probably belongs to, or the name of a file that wasn't
 * found.
 */
export async function askWhere(
  about: { readonly missing: string } | { readonly document: TextDocument | undefined },
  attached: readonly AttachedPlace[],
): Promise<Choice | undefined> {
  const missing = 'missing' in about;
  const document = missing ? window.activeTextEditor?.document : about.document;
  const editor = document === undefined ? undefined : editorOf(document);
  const name = document === undefined ? '' : nameOf(document.uri);
  const items: (QuickPickItem & { readonly choice: Choice })[] = attached.map((place) => ({
    label: `Replace ${place.name}`,
    description: 'as a change to review',
    choice: { kind: 'replace', ...place },
  }));
  if (editor !== undefined) {
    const isEmpty = editor.selection.isEmpty;
    items.push({
      label: isEmpty ? 'Insert at Cursor' : 'Insert After Selection',
      description: `line ${editor.selection.end.line + 1} of ${name}`,
      choice: { kind: 'insert', editor },
    });
    if (!isEmpty) {
      const { start, end } = editor.selection;
      const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
      const lines = { start: start.line, end: last + 1 };
      items.push({
        label: 'Replace Selected Lines',
        description: `lines ${start.line + 1} to ${last + 1} of ${name}, as a change to review`,
        choice: { kind: 'replace', document: editor.document, lines },
      });
    }
  }
  if (document !== undefined) {
    items.push({
      label: `Append to ${name}`,
      description: 'at the end of the file',
      choice: { kind: 'append', document },
    });
  }
  const language = document?.languageId ?? 'plaintext';
  items.push({ label: 'New File', choice: { kind: 'newFile', language } });
  const picked = await window.showQuickPick(items, {
    title: missing
      ? `Couldn’t find ${about.missing}`
      : document === undefined
        ? 'No open file matches this code'
        : `Couldn’t determine where this code goes in ${name}`,
    placeHolder: 'Select what to do with the code',
    ignoreFocusOut: true,
  });
  return picked?.choice;
}
