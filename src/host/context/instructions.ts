/**
 * The workspace's instructions, `.laplas/instructions.md`: sent with every request, and shown as a
 * removable chip.
 */
import * as vscode from 'vscode';
import { estimateTokens } from '../../core/request/tokens.ts';
import { describeSecrets } from '../../core/context/secretScanner.ts';
import type { AttachmentChip } from '../../shared/protocol.ts';
import type { Verdict } from './ignored.ts';
import { nameOf } from '../editor/placeNames.ts';

export interface Instructions extends vscode.Disposable {
  /** Resolves when the current instructions have been read. */
  ready(): Promise<void>;
  /**
   * The text to add to our own instructions, or '' if there are none or the user removed them for
   * this chat. Without a chat, nothing counts as removed.
   */
  text(chat?: string): string;
  chips(chat: string): readonly AttachmentChip[];
  /** Removes the chip for this chat only. Returns false if the ID isn't one of these chips. */
  remove(id: string, chat: string): boolean;
  /**
   * Called when a first message is submitted. Call the returned function with the new chat's ID:
   * instructions removed now are then removed in that chat.
   */
  leaving(): (chat: string) => void;
  /** Restores the chips that were removed before a first message that was never sent. */
  restore(): void;
}

/** Used as the ID of a chat that has no message yet. */
export const newChat = 'new';

/** Maximum characters, since instructions are sent with every message. */
const lengthLimit = 32_000;
const place = '.laplas/instructions.md';

interface Read {
  readonly id: string;
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly text: string;
}

/**
 * @param changed Called after each change of the chips.
 * @param isTrusted Whether the workspace is trusted. If not, no instructions are read.
 * @param judge Classifies a file by its real path: instructions that link to an excluded file are
 * not read.
 */
export function createInstructions(
  changed: () => void,
  isTrusted: () => boolean = () => vscode.workspace.isTrusted,
  judge: (uri: vscode.Uri) => Promise<Verdict> = () => Promise.resolve({ kind: 'offered' }),
): Instructions {
  let read: readonly Read[] = [];
  /** The IDs of removed chips, by chat. */
  let removed = new Map<string, ReadonlySet<string>>();
  /** Texts that the user agreed to send although they may contain secrets. */
  const agreed = new Set<string>();
  let reading = readAll();

  async function readAll(): Promise<void> {
    const folders = isTrusted() ? (vscode.workspace.workspaceFolders ?? []) : [];
    const found = await Promise.all(
      folders.map(({ uri }, index) => readOne(vscode.Uri.joinPath(uri, place), index, judge)),
    );
    read = found.filter((each) => each !== undefined).filter(isAgreed);
    changed();
  }

  /** Asks in a notification, not in a dialog: instructions are also read when a window opens. */
  function isAgreed({ name, text, uri }: Read): boolean {
    const secret = agreed.has(text) ? undefined : describeSecrets(text);
    if (secret === undefined) return true;
    // A notification's first button is its primary action, which a key can press.
    const open = 'Open Instructions';
    const use = 'Use Anyway';
    void vscode.window
      .showWarningMessage(
        `${name} was skipped because it may contain secrets (${secret}).`,
        open,
        use,
      )
      .then(async (answer) => {
        if (answer === open) await vscode.window.showTextDocument(uri);
        if (answer !== use) return;
        agreed.add(text);
        again();
      });
    return false;
  }
  const again = (): void => {
    removed = new Map();
    reading = readAll();
  };

  // If a whole folder is created or deleted, VS Code reports only the folder.
  const watcher = vscode.workspace.createFileSystemWatcher(`{**/${place},**/.laplas}`);
  const disposables = [
    watcher,
    watcher.onDidCreate(again),
    watcher.onDidChange(again),
    watcher.onDidDelete(again),
    vscode.workspace.onDidGrantWorkspaceTrust(again),
    vscode.workspace.onDidChangeWorkspaceFolders(again),
  ];
  const used = (chat = ''): readonly Read[] => read.filter(({ id }) => !removed.get(chat)?.has(id));

  return {
    ready: () => reading,
    text: (chat) =>
      used(chat)
        .map(({ name, text }) => `Instructions of this workspace, from ${name}:\n${text}`)
        .join('\n\n'),
    chips: (chat) =>
      used(chat).map(({ id, name, text }) => ({
        id,
        kind: 'file',
        name,
        tokens: estimateTokens(text),
        always: true,
      })),
    remove(id, chat) {
      if (!read.some((each) => each.id === id)) return false;
      removed.set(chat, new Set([...(removed.get(chat) ?? []), id]));
      changed();
      return true;
    },
    leaving() {
      const before = removed.get(newChat);
      return (chat) => {
        if (before === undefined) return;
        removed.set(chat, before);
        // Another chat without messages may have its own removed chips by now.
        if (removed.get(newChat) === before) removed.delete(newChat);
      };
    },
    restore() {
      removed.delete(newChat);
    },
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/**
 * Opens the first folder's instructions. If there are none, opens an untitled document that is
 * saved to their path.
 */
export async function editInstructions(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    void vscode.window.showInformationMessage('Open a folder to edit its instructions.');
    return;
  }
  const uri = vscode.Uri.joinPath(folder.uri, place);
  const there = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  // An untitled document is saved to the same path with the folder's scheme.
  await vscode.window.showTextDocument(there ? uri : uri.with({ scheme: 'untitled' }));
}

/**
 * Returns undefined if the file doesn't exist, is empty, or is skipped. Tells the user about a
 * skipped one.
 */
async function readOne(
  uri: vscode.Uri,
  index: number,
  judge: (uri: vscode.Uri) => Promise<Verdict>,
): Promise<Read | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).trim();
    if (text === '') return undefined;
    const verdict = await judge(uri);
    // Instructions that an ignore file excludes by name are used nevertheless: they are written for
    // Laplas.
    if (
      verdict.kind !== 'offered' &&
      (verdict.kind === 'outside' || verdict.target !== undefined)
    ) {
      void vscode.window.showWarningMessage(
        `${nameOf(uri)} was skipped because it is a link to a file that is excluded or outside of the workspace.`,
      );
      return undefined;
    }
    if (text.length <= lengthLimit) {
      return { id: `instructions-${index}`, name: nameOf(uri), uri, text };
    }
    void vscode.window.showWarningMessage(
      `${nameOf(uri)} was skipped because it is too long: ${text.length} characters, and the limit is ${lengthLimit}.`,
    );
  } catch {
    // The file doesn't exist.
  }
  return undefined;
}
