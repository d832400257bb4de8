/**
 * `Apply` for a code block in the chat: finds the file and lines that the code belongs to, and
 * replaces them, for review.
 */
import type { Uri } from 'vscode';
import { Range, TextEditorRevealType, window, workspace, type TextDocument } from 'vscode';
import type { Attachment } from '../../core/model/conversation.ts';
import { fenceFor } from '../../core/rewrite/fences.ts';
import { lineContent, splitLines } from '../../core/base/lines.ts';
import { fileNameIn } from '../../core/rewrite/namedFile.ts';
import { locateBlock, type BlockLocation } from '../../core/rewrite/locateBlock.ts';
import { propose } from '../../core/rewrite/propose.ts';
import {
  askFile,
  askIntoEmpty,
  askOutside,
  askWhere,
  attachedPlaces,
  type Lines,
} from './applyQuestions.ts';
import { indentStyle } from '../editor/capture.ts';
import { applyRewrite, type RewriteUi } from './applyRewrite.ts';
import type { RewriteDeps } from './rewriteDeps.ts';
import {
  editorOf,
  nameOf,
  openDocument,
  readOnlyReason,
  textOf,
  toLf,
} from '../editor/documents.ts';
import { insertAgreed } from './insertFromChat.ts';
import * as ask from './rewriteNotifications.ts';
import { attachedUris, filesNamed, isInWorkspace } from './targetFiles.ts';
import { createTrackedRanges, type TrackedRanges } from '../editor/trackedRanges.ts';

/**
 * @param info The fence's whole info string, which may name a file.
 * @param answering The attachments of the user message that the code block responds to.
 */
export async function applyCode(
  code: string,
  info: string,
  answering: readonly Attachment[],
  deps: RewriteDeps,
  surface: RewriteUi,
): Promise<void> {
  if (!(await deps.confirmHiddenUnicode(code))) return;
  const attached = attachedUris(answering);
  const active = (window.activeTextEditor ?? window.visibleTextEditors[0])?.document;
  const named = fileNameIn(info);
  const uris = named === undefined ? attached : await filesNamed(named, attached);
  let documents = await openAll(uris);
  const onlyOpen =
    named !== undefined || documents.some((each) => each === active) ? undefined : active;
  if (onlyOpen !== undefined) documents = [...documents, onlyOpen];
  let found = bestPlace(documents, code, onlyOpen);
  if (named !== undefined && documents.length > 1) {
    // The name alone is ambiguous, so ask the user.
    const document = await askFile(named, documents);
    if (document === undefined) return;
    documents = [document];
    found = bestPlace(documents, code);
  }
  if (found !== undefined) {
    await applyTo(found.document, found.place, code, surface);
    return;
  }
  const [only] = documents;
  const isEmpty = only !== undefined && textOf(only).trim() === '';
  if (isEmpty && documents.length === 1) {
    if (await askIntoEmpty(only)) await applyTo(only, wholeOf(only), code, surface);
    return;
  }
  const others =
    named !== undefined && documents.length === 0 ? await openAll(attached) : documents;
  const choice = await askWhere(
    named !== undefined && documents.length === 0 ? { missing: named } : { document: others[0] },
    attachedPlaces(others, answering),
  );
  switch (choice?.kind) {
    case 'replace':
      return applyTo(choice.document, choice.lines, code, surface);
    case 'insert':
      return insertAgreed(choice.editor, code, surface.reviews);
    case 'append':
      return append(choice.document, code, surface);
    case 'newFile':
      return ask.openText(code, choice.language);
    case undefined:
      return undefined;
  }
}

async function openAll(uris: readonly Uri[]): Promise<readonly TextDocument[]> {
  const documents: TextDocument[] = [];
  for (const uri of uris) {
    const open = openDocument(uri);
    if (open !== undefined) documents.push(open);
    // For an untitled URI, openTextDocument would create a new document.
    else if (uri.scheme !== 'untitled') {
      try {
        documents.push(await workspace.openTextDocument(uri));
      } catch {
        // Deleted, or not text: another document may match.
      }
    }
  }
  return [...new Set(documents)];
}

interface Found {
  readonly document: TextDocument;
  readonly place: BlockLocation;
}

/**
 * Finds where the block belongs: a document with exactly its lines, or else one with similar lines.
 * Attached documents take precedence over one that is only open. Returns undefined if several match
 * equally well.
 */
function bestPlace(
  documents: readonly TextDocument[],
  code: string,
  onlyOpen?: TextDocument,
): Found | undefined {
  const block = code.split(/\r\n|\r|\n/);
  const found = documents.flatMap((document): Found[] => {
    const place = locateBlock(splitLines(textOf(document)).map(lineContent), block);
    return place === undefined ? [] : [{ document, place }];
  });
  for (const certainty of ['exact', 'fuzzy'] as const) {
    const all = found.filter(({ place }) => place.certainty === certainty);
    const attached = all.filter(({ document }) => document !== onlyOpen);
    const [first, second] = attached.length > 0 ? attached : all;
    if (first !== undefined) return second === undefined ? first : undefined;
  }
  return undefined;
}

/**
 * Replaces lines of a document with the code and shows the change, or tells the user why it can't.
 */
async function applyTo(
  document: TextDocument,
  lines: Lines,
  code: string,
  surface: RewriteUi,
): Promise<void> {
  const all = splitLines(document.getText());
  const start = all.slice(0, lines.start).join('').length;
  const base = all.slice(lines.start, lines.end).join('');
  const style = indentStyle(document, editorOf(document)?.options);
  const fence = fenceFor(code);
  const proposal = propose(`${fence}\n${code.replace(/(\r\n|\r|\n)$/, '')}\n${fence}`, [
    { text: toLf(base), style, ending: '\n', language: document.languageId },
  ]);
  if (proposal.kind === 'refused') {
    await ask.notApplied(surface.offer, proposal.reason, code, document.languageId);
    return;
  }
  const tracked = createTrackedRanges(document.uri, [{ start, end: start + base.length }]);
  if (await mayBeEdited(document)) {
    await commit(document, tracked, base, proposal.texts[0] ?? '', surface);
  } else tracked.dispose();
}

async function append(document: TextDocument, code: string, surface: RewriteUi): Promise<void> {
  if (!(await mayBeEdited(document))) return;
  const text = textOf(document);
  const last = splitLines(document.getText()).at(-1) ?? '';
  // If the file doesn't end with a line break, adds one before the code and none after it.
  const base = /[\r\n]$/.test(last) ? '' : last;
  const ended = base === '' ? '' : `${toLf(base)}\n`;
  const end = text.endsWith('\n') || text === '' ? '\n' : '';
  const start = document.getText().length - base.length;
  const tracked = createTrackedRanges(document.uri, [{ start, end: start + base.length }]);
  await commit(document, tracked, base, `${ended}${toLf(code).replace(/\n$/, '')}${end}`, surface);
}

/** @param tracked The range of `base`. It is disposed here. */
async function commit(
  document: TextDocument,
  tracked: TrackedRanges,
  base: string,
  next: string,
  surface: RewriteUi,
): Promise<void> {
  try {
    const targets = [{ base: toLf(base), next: toLf(next) }];
    const committed = await applyRewrite(document, targets, () => tracked.ranges(), surface);
    const name = nameOf(document.uri);
    switch (committed.kind) {
      case 'applied':
        return await show(document, committed.parts[0]?.start ?? 0, surface);
      case 'unchanged':
        ask.sentence(`${name} already contains this code.`);
        return;
      case 'refused':
        ask.failedToInsert(name);
        return;
      case 'kept':
        return;
    }
  } finally {
    tracked.dispose();
  }
}

/** The active document and files in the workspace may be edited. Asks about any other file. */
async function mayBeEdited(document: TextDocument): Promise<boolean> {
  const reason = await readOnlyReason(document);
  if (reason !== undefined) {
    ask.sentence(reason);
    return false;
  }
  if (document.isUntitled || window.activeTextEditor?.document === document) return true;
  return (await isInWorkspace(document.uri)) || askOutside(document.uri);
}

/** Scrolls the change into view without moving the focus. */
async function show(document: TextDocument, offset: number, surface: RewriteUi): Promise<void> {
  const editor =
    editorOf(document) ??
    (document.uri.scheme === 'vscode-notebook-cell'
      ? undefined
      : await window.showTextDocument(document, { preserveFocus: true, preview: false }));
  const hunks = surface.reviews.hunks(document);
  const near = document.positionAt(offset).line;
  const line = hunks.find((hunk) => hunk.bEnd >= near)?.bStart ?? near;
  const at = document.validateRange(new Range(line, 0, line, 0));
  editor?.revealRange(at, TextEditorRevealType.InCenterIfOutsideViewport);
}

function wholeOf(document: TextDocument): Lines {
  return { start: 0, end: splitLines(document.getText()).length };
}
