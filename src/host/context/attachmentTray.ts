/**
 * The attachments of the next message, shown as removable chips that are marked stale when their
 * file changes.
 */
import * as vscode from 'vscode';
import type { Attachment } from '../../core/model/conversation.ts';
import { fenced, nameOfLines, rangesOf } from '../../core/request/attachmentsText.ts';
import { estimateImageTokens, estimateTokens } from '../../core/request/tokens.ts';
import { movedRanges, textOfLines } from '../../core/context/movedRanges.ts';
import type { AttachmentChip } from '../../shared/protocol.ts';
import { nameOf } from '../editor/placeNames.ts';
import { readText } from './readFile.ts';

export interface AttachmentTray extends vscode.Disposable {
  chips(): readonly AttachmentChip[];
  add(attachment: Attachment): void;
  remove(id: string): void;
  /**
   * Reads the file again and uses its current text if `mayBeSent` allows it. Rejects with an Error
   * for the user if the file can't be read any more.
   */
  refresh(
    id: string,
    mayBeSent: (text: string, name: string, uri: vscode.Uri) => Promise<boolean>,
  ): Promise<void>;
  /** The attachments, without removing them. */
  attached(): readonly Attachment[];
  /** Removes the attachments with these IDs (all if omitted) from the composer and returns them. */
  take(ids?: readonly string[]): Promise<readonly Attachment[]>;
  /** Restores the attachments of a message that was not sent. */
  restore(attachments: readonly Attachment[]): void;
}

interface Item {
  attachment: Attachment;
  tokens: number;
  stale: boolean;
  readonly watcher: vscode.Disposable | undefined;
}

/**
 * Maximum characters of a `data:` URL that a chip shows as a thumbnail. A larger image is shown by
 * its name.
 */
const thumbnailLimit = 100_000;

/** @param changed Called after each change of the chips. */
export function createAttachmentTray(changed: () => void): AttachmentTray {
  let items: readonly Item[] = [];

  const editing = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    for (const item of items) {
      if (uriOf(item.attachment) !== document.uri.toString()) continue;
      for (const change of contentChanges) shift(item, change);
      if (contentChanges.length > 0) void compare(item);
    }
  });

  function add(attachment: Attachment): void {
    const uri = uriOf(attachment);
    const item: Item = {
      attachment,
      tokens: attachmentTokens(attachment),
      stale: false,
      watcher: uri === undefined ? undefined : watch(vscode.Uri.parse(uri), () => compare(item)),
    };
    // Adding the same thing again replaces it.
    const same = items.find((each) => isSame(each.attachment, attachment));
    if (same !== undefined) drop(same);
    items = [...items, item];
    // The file may have changed since it was read: while a question was open, or while sending
    // failed.
    if (uri !== undefined) void compare(item);
  }

  function drop(item: Item): void {
    item.watcher?.dispose();
    items = items.filter((each) => each !== item);
  }

  async function compare(item: Item): Promise<void> {
    const now = await textNow(item.attachment).catch(() => undefined);
    const stale = item.attachment.kind !== 'image' && now !== item.attachment.text;
    if (stale === item.stale) return;
    item.stale = stale;
    changed();
  }

  return {
    chips: () =>
      items.map(({ attachment, tokens, stale }) => ({
        id: attachment.id,
        kind: attachment.kind,
        name: attachment.name,
        tokens,
        ...(stale ? { stale } : {}),
        ...(attachment.kind === 'image' && attachment.dataUrl.length <= thumbnailLimit
          ? { thumbnail: attachment.dataUrl }
          : {}),
      })),
    add(attachment) {
      add(attachment);
      changed();
    },
    remove(id) {
      for (const item of items) if (item.attachment.id === id) drop(item);
      changed();
    },
    async refresh(id, mayBeSent) {
      const item = items.find((each) => each.attachment.id === id);
      if (item === undefined || item.attachment.kind === 'image') return;
      const text = await textNow(item.attachment);
      const uri = uriOf(item.attachment);
      if (text === undefined || uri === undefined) return;
      if (!(await mayBeSent(text, item.attachment.name, vscode.Uri.parse(uri)))) return;
      item.attachment = { ...item.attachment, text };
      item.tokens = attachmentTokens(item.attachment);
      item.stale = false;
      changed();
      // The file may have changed again while the question was open.
      await compare(item);
    },
    attached: () => items.map((item) => item.attachment),
    take(ids) {
      const taken = items.filter(({ attachment: { id } }) => ids?.includes(id) ?? true);
      for (const item of taken) drop(item);
      changed();
      return Promise.resolve(taken.map((item) => item.attachment));
    },
    restore(attachments) {
      const since = items.map((item) => item.attachment);
      for (const item of items) drop(item);
      for (const attachment of [...attachments, ...since]) add(attachment);
      changed();
    },
    dispose() {
      editing.dispose();
      for (const item of items) drop(item);
    },
  };
}

function attachmentTokens(attachment: Attachment): number {
  return attachment.kind === 'image'
    ? estimateImageTokens(attachment.width, attachment.height)
    : estimateTokens(fenced(attachment.text));
}

/** The URI of a file or selection, which can be read again. */
function uriOf(attachment: Attachment): string | undefined {
  return attachment.kind === 'file' || attachment.kind === 'selection' ? attachment.uri : undefined;
}

function isSame(a: Attachment, b: Attachment): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    (a.kind !== 'image' || b.kind !== 'image' || a.dataUrl === b.dataUrl)
  );
}

async function textNow(attachment: Attachment): Promise<string | undefined> {
  const uri = uriOf(attachment);
  if (uri === undefined || attachment.kind === 'image') return undefined;
  const whole = await readText(vscode.Uri.parse(uri));
  const ranges = rangesOf(attachment);
  return ranges.length === 0 ? whole : textOfLines(whole, ranges, attachment.text);
}

/** Moves a selection when lines above it are inserted or deleted. */
function shift(item: Item, change: vscode.TextDocumentContentChangeEvent): void {
  const { attachment } = item;
  if (attachment.kind === 'image' || attachment.range === undefined) return;
  const { range, ranges, uri, symbol } = attachment;
  const moved = rangesOf(attachment).map((each) => movedRanges(each, change));
  item.attachment = {
    ...attachment,
    range: movedRanges(range, change),
    ...(ranges === undefined ? {} : { ranges: moved }),
    ...(uri === undefined
      ? {}
      : { name: nameOfLines(nameOf(vscode.Uri.parse(uri)), moved, symbol) }),
  };
}

function watch(uri: vscode.Uri, onChange: () => Promise<void>): vscode.Disposable {
  const folder = vscode.Uri.joinPath(uri, '..');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  // Escape glob characters in the file's name.
  const pattern = name.replace(/[*?[\]{}]/g, '[$&]');
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, pattern),
  );
  watcher.onDidChange(() => void onChange());
  watcher.onDidCreate(() => void onChange());
  watcher.onDidDelete(() => void onChange());
  return watcher;
}
