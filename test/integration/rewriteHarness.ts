/** Rewrites with a fake model, on files in a temporary folder. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ChatRequest, Outcome, RunTurn } from '../../src/core/api/types.ts';
import type { Exchange } from '../../src/core/rewrite/exchange.ts';
import type { RewriteDeps } from '../../src/host/rewrite/rewriteDeps.ts';
import type { ReviewFiles } from '../../src/host/review/storedReviews.ts';
import { registerRewrite, type Rewriting } from '../../src/host/rewrite/registerRewrite.ts';

/** A request to which the test responds. */
export interface Turn {
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  say(text: string): void;
  end(outcome?: Outcome): void;
}

export interface Harness {
  readonly rewriting: Rewriting;
  readonly folder: string;
  /** Exchanges that the user asked to see in the chat. */
  readonly shown: readonly Exchange[];
  /** Stored pending reviews, by their paths. */
  readonly kept: Map<string, Uint8Array>;
  /** The next request without a response. */
  turn(): Promise<Turn>;
  /**
   * Starts a rewrite and returns its request. `done` resolves with whether the rewrite was applied.
   */
  start(argument: object): Promise<Turn & { readonly done: Promise<boolean> }>;
  open(name: string, text: string): Promise<vscode.TextEditor>;
  onDisk(name: string): string;
  /** Registers again with the same stored reviews, as a new extension host would. */
  reload(): Promise<void>;
  dispose(): Promise<void>;
}

export const complete: Outcome = { kind: 'complete', finishReason: 'stop' };

export function createHarness(overrides: Partial<RewriteDeps> = {}): Harness {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-rewrite-'));
  const kept = new Map<string, Uint8Array>();
  const memory = new Map<string, unknown>();
  const shown: Exchange[] = [];
  const waiting: Turn[] = [];
  const runTurn: RunTurn = (request, { signal, onEvent }) =>
    new Promise((resolve) => {
      let text = '';
      const end = (outcome: Outcome = complete): void => {
        resolve({ outcome, text, toolCalls: [], elapsedMs: 1 });
      };
      signal.addEventListener('abort', () => {
        end({ kind: 'stopped' });
      });
      waiting.push({
        request,
        signal,
        say(more) {
          text += more;
          onEvent?.({ type: 'phase', phase: 'streaming' });
          onEvent?.({ type: 'text', text: more });
        },
        end,
      });
    });
  const register = (): Rewriting =>
    registerRewrite({
      runTurn,
      buildRequest: (messages) => ({
        request: { model: 'test', messages, parameters: {}, stream: true },
      }),
      systemPrompt: () => '',
      language: () => '',
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      report: () => Promise.resolve(),
      confirmHiddenUnicode: () => Promise.resolve(true),
      mayBeSent: () => Promise.resolve(true),
      showInChat: (exchange) => Promise.resolve(void shown.push(exchange)),
      storage: { own: filesIn(kept), shared: filesIn(new Map()) },
      memory: mementoOf(memory),
      workspaceMemory: mementoOf(memory),
      ...overrides,
    });
  let rewriting = register();

  const turn = async (): Promise<Turn> => {
    await until(() => waiting.length > 0, 'a request');
    const next = waiting.shift();
    assert.ok(next);
    return next;
  };
  return {
    get rewriting() {
      return rewriting;
    },
    folder,
    shown,
    kept,
    turn,
    async start(argument) {
      const done = rewriting.commands.rewriteSelection(argument);
      return { ...(await turn()), done };
    },
    async open(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      const document = await vscode.workspace.openTextDocument(path);
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      await until(() => vscode.window.activeTextEditor === editor, 'the editor to be active');
      return editor;
    },
    onDisk: (name) => readFileSync(join(folder, name), 'utf8'),
    async reload() {
      await rewriting.flush();
      rewriting.dispose();
      rewriting = register();
    },
    async dispose() {
      rewriting.dispose();
      await closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files in memory. A later write has a later modification time. */
export function filesIn(kept: Map<string, Uint8Array>): ReviewFiles {
  return {
    read: (path) => found(kept.get(path)),
    list: (path) => Promise.resolve([...kept.keys()].map((key) => key.replace(`${path}/`, ''))),
    stat: (path) =>
      Promise.resolve({
        size: kept.get(path)?.length ?? 0,
        modified: [...kept.keys()].indexOf(path),
      }),
    replace(path, bytes) {
      kept.delete(path);
      return Promise.resolve(void kept.set(path, bytes));
    },
    remove: (path) => Promise.resolve(void kept.delete(path)),
  };
}

function mementoOf(memory: Map<string, unknown>): RewriteDeps['memory'] {
  return {
    get: <T>(key: string) => memory.get(key) as T | undefined,
    update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
  };
}

export interface Dialogs {
  /** Each question: its text or title, and its choices. */
  readonly asked: (readonly [string, readonly string[]])[];
  /** The choice for all following questions. Undefined is Escape. */
  answer: string | undefined;
  restore(): void;
}

/** Answers notifications, dialogs and lists like a user. */
export function playDialogs(): Dialogs {
  const { window } = vscode;
  const before = {
    showInformationMessage: window.showInformationMessage,
    showWarningMessage: window.showWarningMessage,
    showErrorMessage: window.showErrorMessage,
    showQuickPick: window.showQuickPick,
  };
  const dialogs: Dialogs = {
    asked: [],
    answer: undefined,
    restore: () => void Object.assign(window, before),
  };
  const message = (text: string, ...rest: unknown[]): Promise<string | undefined> => {
    const titles = rest.filter((each) => typeof each === 'string');
    dialogs.asked.push([text, titles]);
    return Promise.resolve(titles.find((title) => title === dialogs.answer));
  };
  Object.assign(window, {
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    showQuickPick(items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) {
      dialogs.asked.push([options.title ?? '', items.map(({ label }) => label)]);
      return Promise.resolve(items.find(({ label }) => label === dialogs.answer));
    },
  });
  return dialogs;
}

export interface OpenQuestions {
  /** Resolves when the next question with a choice is shown. */
  next(): Promise<void>;
  restore(): void;
}

/**
 * Simulates a user who answers no question: each stays open. Messages without a choice are
 * dismissed.
 */
export function leaveOpen(): OpenQuestions {
  const { showInformationMessage, showWarningMessage, showErrorMessage } = vscode.window;
  const waiting = new Set<() => void>();
  const message = (_text: string, ...rest: unknown[]): Promise<undefined> => {
    if (!rest.some((each) => typeof each === 'string')) return Promise.resolve(undefined);
    for (const tell of waiting) tell();
    waiting.clear();
    return new Promise(() => undefined);
  };
  Object.assign(vscode.window, {
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
  });
  return {
    next: () => new Promise((resolve) => waiting.add(resolve)),
    restore: () =>
      void Object.assign(vscode.window, {
        showInformationMessage,
        showWarningMessage,
        showErrorMessage,
      }),
  };
}

/** The titles of a document's CodeLenses. */
export async function lensesOf(uri: vscode.Uri): Promise<readonly string[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return all.map((lens) => lens.command?.title ?? '');
}

/** Closes all editors without saving. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Waits until the condition is met. Fails with `what` after longer than a busy machine needs. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function undo(): Promise<void> {
  await vscode.commands.executeCommand('undo');
}

export async function redo(): Promise<void> {
  await vscode.commands.executeCommand('redo');
}

export function fenced(code: string, info = 'ts'): string {
  return `\`\`\`${info}\n${code}\n\`\`\``;
}

function found(bytes: Uint8Array | undefined): Promise<Uint8Array> {
  return bytes === undefined ? Promise.reject(new Error('not found')) : Promise.resolve(bytes);
}

function ignore(): void {
  // The log isn't needed here.
}
