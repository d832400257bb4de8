/** `Apply` on a code block of the chat: finds where it belongs, and puts it there for review. */
import { Uri, window, workspace, type TextDocument } from 'vscode';
import type { Attachment } from '../../core/chat/conversation.ts';
import { splitLines, lineContent } from '../../core/edit/lines.ts';
import { placeBlock } from '../../core/edit/place.ts';
import { propose } from '../../core/edit/propose.ts';
import { fenceFor } from '../../core/edit/fences.ts';
import { indentStyle } from './capture.ts';
import { commitTexts, type Surface } from './commit.ts';
import type { RewriteDeps } from './deps.ts';
import { editorOf, nameOf, readOnlyReason, textOf, toLf } from './documents.ts';
import { insertAtCursor } from './insert.ts';
import * as ask from './messages.ts';
import { trackRanges } from './tracking.ts';

/**
 * @param info the fence's whole info string: it may name a file
 * @param answering what was attached to the question that the block answers
 */
export async function applyCode(
  code: string,
  info: string,
  answering: readonly Attachment[],
  deps: RewriteDeps,
  surface: Surface,
): Promise<void> {
  if (!(await deps.confirmHiddenUnicode(code))) return;
  const candidates = await candidateDocuments(info, answering);
  for (const document of candidates) {
    const place = placeIn(document, code);
    if (place === undefined) continue;
    const reason = await readOnlyReason(document);
    if (reason !== undefined) {
      ask.sentence(reason);
      return;
    }
    await applyAt(document, place, code, surface);
    return;
  }
  await askWhere(code, candidates, attachedPlaces(candidates, answering), deps, surface);
}

interface Lines {
  readonly start: number;
  readonly end: number;
}

/** The file that the fence names, the files that were attached, the file that is open: in this order, each once. */
async function candidateDocuments(
  info: string,
  answering: readonly Attachment[],
): Promise<readonly TextDocument[]> {
  const uris: Uri[] = [];
  const named = fileNameIn(info);
  if (named !== undefined) {
    uris.push(...(await workspace.findFiles(`**/${named.replace(/^[./\\]+/, '')}`, undefined, 2)));
  }
  for (const attachment of answering) {
    if (attachment.kind !== 'image' && attachment.uri !== undefined) {
      uris.push(Uri.parse(attachment.uri));
    }
  }
  const active = window.activeTextEditor ?? window.visibleTextEditors[0];
  if (active !== undefined) uris.push(active.document.uri);
  const documents: TextDocument[] = [];
  for (const uri of uris) {
    try {
      const document = await workspace.openTextDocument(uri);
      if (!documents.includes(document)) documents.push(document);
    } catch {
      // Gone since, or not text: the next candidate may do.
    }
  }
  return documents;
}

/** `ts src/app.ts`, `ts:src/app.ts`, `src/app.ts`, `ts title="src/app.ts"`. */
function fileNameIn(info: string): string | undefined {
  return /(?:^|[\s:="'{(])([\w.@/\\-]*[\w@-]\.[A-Za-z]\w{0,9})(?=$|[\s"'})#:])/.exec(info)?.[1];
}

function placeIn(document: TextDocument, code: string): Lines | undefined {
  const file = splitLines(textOf(document)).map(lineContent);
  // A file that is empty still: the block is its content.
  if (file.every((line) => line.trim() === '')) return { start: 0, end: file.length };
  return placeBlock(file, code.split(/\r\n|\r|\n/));
}

async function applyAt(
  document: TextDocument,
  place: Lines,
  code: string,
  surface: Surface,
): Promise<void> {
  const lines = splitLines(document.getText());
  const start = lines.slice(0, place.start).join('').length;
  const base = lines.slice(place.start, place.end).join('');
  const style = indentStyle(document, editorOf(document)?.options);
  const fence = fenceFor(code);
  const proposal = propose(`${fence}\n${code.replace(/(\r\n|\r|\n)$/, '')}\n${fence}`, [
    { text: toLf(base), style, ending: '\n', language: document.languageId },
  ]);
  if (proposal.kind === 'refused') {
    await ask.refused(surface.offer, proposal.reason, code);
    return;
  }
  const tracked = trackRanges(document.uri, [{ start, end: start + base.length }]);
  try {
    const targets = proposal.texts.map((next) => ({ base: toLf(base), next: toLf(next) }));
    await commitTexts(document, targets, () => tracked.ranges(), surface);
  } finally {
    tracked.dispose();
  }
}

interface AttachedPlace {
  readonly name: string;
  readonly document: TextDocument;
  readonly place: Lines;
}

/** Selections that were attached and still stand in their files, just once: the user may mean one of them. */
function attachedPlaces(
  documents: readonly TextDocument[],
  answering: readonly Attachment[],
): readonly AttachedPlace[] {
  return answering.flatMap((attachment) => {
    if (attachment.kind !== 'selection' || attachment.uri === undefined) return [];
    const uri = Uri.parse(attachment.uri).toString();
    const document = documents.find((candidate) => candidate.uri.toString() === uri);
    if (document === undefined) return [];
    const wanted = splitLines(toLf(attachment.text)).map(lineContent);
    const place = placeBlock(splitLines(textOf(document)).map(lineContent), wanted);
    return place?.certainty === 'exact' ? [{ name: attachment.name, document, place }] : [];
  });
}

/** No place was found for certain: the user says where. */
async function askWhere(
  code: string,
  candidates: readonly TextDocument[],
  attached: readonly AttachedPlace[],
  deps: RewriteDeps,
  surface: Surface,
): Promise<void> {
  const [document] = candidates;
  const selection = 'Replace Selection';
  const cursor = 'Insert at Cursor';
  const file = 'New File';
  const editor = document === undefined ? undefined : editorOf(document);
  const picked = await window.showInformationMessage(
    document === undefined
      ? 'No file is open that this code could belong to.'
      : `Where this code belongs in ${nameOf(document.uri)} is not certain.`,
    ...attached.map(({ name }) => `Replace ${name}`),
    ...(editor === undefined || editor.selection.isEmpty ? [] : [selection]),
    ...(editor === undefined ? [] : [cursor]),
    file,
  );
  const chosen = attached.find(({ name }) => picked === `Replace ${name}`);
  if (chosen !== undefined) await applyAt(chosen.document, chosen.place, code, surface);
  if (picked === file) await ask.openText(code, document?.languageId ?? 'plaintext');
  if (picked === cursor) await insertAtCursor(code, deps);
  if (picked === selection && editor !== undefined) {
    const { start, end } = editor.selection;
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    await applyAt(editor.document, { start: start.line, end: last + 1 }, code, surface);
  }
}
