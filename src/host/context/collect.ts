/**
 * Creates attachments from files, folders, open editors, problems, the terminal's selection and
 * images.
 */
import * as vscode from 'vscode';
import type { Attachment } from '../../core/model/conversation.ts';
import { fenced } from '../../core/request/attachmentsText.ts';
import { imageInfo } from '../../core/context/imageSize.ts';
import { firstLines, shareOf } from '../../core/context/truncation.ts';
import type { Ignored } from './ignored.ts';
import { fileOf, languageOf, nameOf } from '../editor/placeNames.ts';
import { readText } from './readFile.ts';

/** Maximum entries of a list that are attached. The attachment says how many were left out. */
const entryLimit = 1_000;
/** Maximum entries of a folder that are counted. */
const countLimit = 10_000;
const problemLimit = 200;
/** Maximum size in bytes of an image that is attached without being scaled down. */
const imageLimit = 4_000_000;

/** Rejects with an Error whose message is for the user, as do the other `collect` functions. */
export async function collectFile(id: string, uri: vscode.Uri): Promise<Attachment> {
  if (/\.(?:png|jpe?g|gif|webp)$/i.test(uri.path)) return collectImage(id, uri);
  const text = await readText(uri);
  const name = nameOf(uri);
  return { kind: 'file', id, name, uri: uri.toString(), language: languageOf(uri), text };
}

async function collectImage(id: string, uri: vscode.Uri): Promise<Attachment> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const name = nameOf(uri);
  const info = imageInfo(bytes);
  if (info === undefined) throw new Error(`${name} is not a picture of a kind that can be sent.`);
  if (bytes.length > imageLimit) {
    throw new Error(
      `${name} is too large. Paste it or drop it into the chat: there it is scaled down.`,
    );
  }
  const dataUrl = `data:${info.type};base64,${base64(bytes)}`;
  return { kind: 'image', id, name, dataUrl, width: info.width, height: info.height };
}

export async function collectFolder(
  id: string,
  uri: vscode.Uri,
  ignored: Ignored,
): Promise<Attachment> {
  const lines: string[] = [];
  const walk = async (folder: vscode.Uri, indent: string): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, type] of entries) {
      if (lines.length > countLimit) return;
      const entry = vscode.Uri.joinPath(folder, name);
      const isFolder = (type & vscode.FileType.Directory) !== 0;
      if (await ignored.isIgnored(isFolder ? entry.with({ path: `${entry.path}/` }) : entry))
        continue;
      lines.push(`${indent}${name}${isFolder ? '/' : ''}`);
      // A link to a folder may lead back to a parent.
      const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
      if (!isFolder || isLink) continue;
      await walk(entry, `${indent}  `).catch(() => {
        lines.push(`${indent}  (can’t be read)`);
      });
    }
  };
  await walk(uri, '');
  const shown = firstLines(lines, entryLimit);
  const counted = Math.min(lines.length, countLimit);
  const share = shareOf(entryLimit, counted, lines.length > countLimit);
  return {
    kind: 'folder',
    id,
    name: `${nameOf(uri)}/${shown === lines ? '' : ` (${share})`}`,
    uri: uri.toString(),
    text: shown.join('\n'),
  };
}

export async function collectEditors(id: string, ignored: Ignored): Promise<Attachment> {
  const uris = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => (tab.input instanceof vscode.TabInputText ? [tab.input.uri] : []));
  const texts: string[] = [];
  const unread: string[] = [];
  const seen = new Set<string>();
  for (const uri of uris) {
    if (seen.has(uri.toString()) || (await ignored.isIgnored(uri))) continue;
    seen.add(uri.toString());
    const text = await readText(uri).catch(() => undefined);
    if (text === undefined) unread.push(nameOf(uri));
    else texts.push(`${nameOf(uri)}:\n${fenced(text, languageOf(uri))}`);
  }
  if (texts.length === 0) throw new Error('No text file is open in the editor.');
  const name = `Open editors (${shareOf(texts.length, texts.length + unread.length)})`;
  if (unread.length > 0) texts.push(`(open too, but not to be read: ${unread.join(', ')})`);
  return { kind: 'editors', id, name, text: texts.join('\n\n') };
}

/**
 * Problems of the workspace's files, except ignored ones: a problem contains the file's name and
 * quotes its text.
 */
export async function collectProblems(id: string, ignored: Ignored): Promise<Attachment> {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const all = vscode.languages
    .getDiagnostics()
    .sort(([a], [b]) => Number(b.toString() === active) - Number(a.toString() === active));
  const found: string[] = [];
  for (const [uri, diagnostics] of all) {
    if (diagnostics.length > 0 && (await isOfWorkspace(fileOf(uri), ignored)))
      found.push(...diagnostics.map((each) => describe(uri, each)));
  }
  if (found.length === 0) throw new Error('The editor shows no problems.');
  const share = shareOf(Math.min(found.length, problemLimit), found.length);
  const text = firstLines(found, problemLimit).join('\n');
  return { kind: 'problems', id, name: `Problems (${share})`, text };
}

async function isOfWorkspace(uri: vscode.Uri, ignored: Ignored): Promise<boolean> {
  if (uri.scheme === 'untitled') return true;
  const outside = vscode.workspace.getWorkspaceFolder(uri) === undefined;
  // In a window without a folder, the only files are those the user opened.
  if (outside && vscode.workspace.workspaceFolders !== undefined) return false;
  return !(await ignored.isIgnored(uri));
}

function describe(
  uri: vscode.Uri,
  { range, severity, message, source }: vscode.Diagnostic,
): string {
  const { line, character } = range.start;
  const kind = vscode.DiagnosticSeverity[severity]?.toLowerCase() ?? 'problem';
  return `${nameOf(uri)}:${line + 1}:${character + 1} ${kind}: ${message.replace(/\s+/g, ' ')}${source === undefined ? '' : ` (${source})`}`;
}

/**
 * VS Code has no API for the terminal's selection: this copies it to the clipboard, then restores
 * the clipboard's text.
 */
export async function collectTerminal(id: string): Promise<Attachment> {
  const before = await vscode.env.clipboard.readText();
  // Without a selection, nothing is copied. A marker text detects that, but it would overwrite an
  // image on the clipboard, whose text is empty.
  const mark = before === '' ? '' : `laplas ${id}`;
  if (mark !== '') await vscode.env.clipboard.writeText(mark);
  let text = mark;
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    text = await vscode.env.clipboard.readText();
  } finally {
    if (mark !== '') await vscode.env.clipboard.writeText(before);
  }
  if (text === mark || text.trim() === '') throw new Error('Nothing is selected in the terminal.');
  const name = vscode.window.activeTerminal?.name ?? 'Terminal';
  return { kind: 'terminal', id, name: `Terminal: ${name}`, language: 'console', text };
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}
