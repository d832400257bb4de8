/** A workspace's own instructions, `.laplas/instructions.md`: sent with every request, and seen as a chip that can be taken away. */
import * as vscode from 'vscode';
import { estimateTokens } from '../../core/request/tokens.ts';
import { describeSecrets } from '../../core/context/secretScanner.ts';
import type { AttachmentChip } from '../../shared/protocol.ts';
import type { Verdict } from './ignored.ts';
import { nameOf } from '../editor/placeNames.ts';

export interface Instructions extends vscode.Disposable {
  /** Resolves when they have been read as they are now. */
  ready(): Promise<void>;
  /** What is added to our own instructions; '' where there are none, or they were taken away for this chat. Without a chat nothing is. */
  text(chat?: string): string;
  chips(chat: string): readonly AttachmentChip[];
  /** For this chat alone. False where the id is none of its chips. */
  remove(id: string, chat: string): boolean;
  /** A first message leaves: call what is returned with the chat that it begins. What is taken away now is taken away in it. */
  leaving(): (chat: string) => void;
  /** Brings back what was taken away before a first message that was never sent. */
  restore(): void;
}

/** Stands for the chat that has no message yet, and so no id. */
export const newChat = 'new';

/** Characters: they go out with every message. */
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
 * @param judge Where a file really lies: instructions that link to what may not be offered are not read.
 * @param isTrusted Whether the workspace may speak to the model: without that nothing is read.
 */
export function createInstructions(
  changed: () => void,
  isTrusted: () => boolean = () => vscode.workspace.isTrusted,
  judge: (uri: vscode.Uri) => Promise<Verdict> = () => Promise.resolve({ kind: 'offered' }),
): Instructions {
  let read: readonly Read[] = [];
  /** The chips that were taken away, by chat. */
  let removed = new Map<string, ReadonlySet<string>>();
  /** Texts that the user will have sent although they look secret. */
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
    // A notification's primary action, which a key can press, is its first button.
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

  // Where a whole folder comes or goes, VS Code tells of the folder alone.
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
        // Another chat that has no message yet may have its own by now.
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

/** Opens the instructions of the first folder; where there are none, a document that becomes them when the user saves it. */
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
  // An untitled document keeps the scheme of the folder in its place on disk.
  await vscode.window.showTextDocument(there ? uri : uri.with({ scheme: 'untitled' }));
}

/** Undefined where there is no such file, or nothing in it; too long a one is told. */
async function readOne(
  uri: vscode.Uri,
  index: number,
  judge: (uri: vscode.Uri) => Promise<Verdict>,
): Promise<Read | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).trim();
    if (text === '') return undefined;
    const verdict = await judge(uri);
    // An ignore file may name them: who writes them for this workspace means them all the same.
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
    // There is none.
  }
  return undefined;
}
