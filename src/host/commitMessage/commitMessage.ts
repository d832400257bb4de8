/**
 * `Generate Commit Message`: streams a message into the source control input box. If stopped or
 * failed, restores the previous text.
 */
import { ProgressLocation, window, type Uri } from 'vscode';
import { setContextKey } from '../base/contextKeys.ts';
import type { ChatRequest, ErrorDetail, RequestMessage, RunTurn } from '../../core/api/types.ts';
import { fitDiff, leftOutText } from '../../core/commitMessage/diffBudget.ts';
import { commitMessages, extractMessage } from '../../core/commitMessage/commitPrompt.ts';
import { readChanges, uriOf } from './changesToCommit.ts';
import { chooseRepository, untilInitialized, type Git, type GitRepository } from './git.ts';

export interface CommitDeps {
  /** The Git extension's API, or a message that says why it is unavailable. */
  readonly git: () => Promise<Git | string>;
  readonly runTurn: RunTurn;
  readonly buildRequest: (
    messages: readonly RequestMessage[],
  ) => { readonly request: ChatRequest } | { readonly error: ErrorDetail };
  readonly report: (error: ErrorDetail) => Promise<void>;
  /** Asks the user if the diff may contain secrets. Returns whether it may be sent. */
  readonly mayBeSent: (text: string) => Promise<boolean>;
  /** Whether an ignore file excludes the file's content. */
  readonly isPrivate: (uri: Uri) => Promise<boolean>;
  /** The user's and the workspace's instructions. May be empty. */
  readonly addition: () => string;
  /** `laplas.language`. May be empty. */
  readonly language: () => string;
  /** Maximum tokens for the diff. */
  readonly budget: () => number;
  /** Called when generation starts and ends. */
  readonly onBusy: (busy: boolean) => void;
}

export interface CommitMessage {
  /**
   * Resolves when generation has ended, with or without a message.
   *
   * @param argument The source control whose menu ran the command.
   */
  generate(argument?: unknown): Promise<void>;
  stop(): void;
  /** Restores the input box's previous text, unless the user has edited the message since. */
  undo(): void;
}

/** The number of recent commits whose subjects are sent to the model. */
const recentCommits = 8;

export function createCommitMessage(deps: CommitDeps): CommitMessage {
  let running: AbortController | undefined;
  let last: { readonly repository: GitRepository; before: string; written: string } | undefined;

  async function generate(argument: unknown): Promise<void> {
    if (running !== undefined) return;
    // Set before any lookup, so that a second click doesn't start a second run.
    const abort = new AbortController();
    running = abort;
    deps.onBusy(true);
    void setContextKey('writingCommitMessage', true);
    try {
      const repository = await findRepository(argument, abort.signal);
      if (repository === undefined || abort.signal.aborted) return;
      await window.withProgress({ location: ProgressLocation.SourceControl }, () =>
        write(repository, abort),
      );
    } finally {
      running = undefined;
      deps.onBusy(false);
      void setContextKey('writingCommitMessage', false);
      void setContextKey('canUndoCommitMessage', last !== undefined);
    }
  }

  /**
   * Returns undefined if there is no repository, after telling the user, or if the user cancels.
   */
  async function findRepository(
    argument: unknown,
    signal: AbortSignal,
  ): Promise<GitRepository | undefined> {
    const found = await deps.git();
    if (typeof found === 'string') {
      void window.showWarningMessage(found);
      return undefined;
    }
    await untilInitialized(found, signal);
    if (signal.aborted) return undefined;
    if (found.repositories.length === 0) tell('There is no Git repository in this window.');
    return chooseRepository(found, argument);
  }

  async function write(repository: GitRepository, abort: AbortController): Promise<void> {
    const { files, unreadable } = await readChanges(repository);
    if (unreadable) {
      tell(
        'Git does not show the changes as a diff that can be read: see whether diff.external or color.ui is set in its configuration.',
      );
      return;
    }
    if (files.length === 0) {
      tell('Nothing has changed: there is no commit to write a message for.');
      return;
    }
    const hidden = new Set<string>();
    for (const path of files.flatMap((file) => [file.path, file.from]))
      if (path !== undefined && (await deps.isPrivate(uriOf(repository, path)))) hidden.add(path);
    const { text, leftOut } = fitDiff(files, deps.budget(), (path) => hidden.has(path));
    if (!(await deps.mayBeSent(text)) || abort.signal.aborted) return;
    const { inputBox } = repository;
    const before = inputBox.value;
    const built = deps.buildRequest(
      commitMessages({
        diff: text,
        recent: await recentSubjects(repository),
        begun: before,
        language: deps.language(),
        addition: deps.addition(),
      }),
    );
    if ('error' in built) {
      await deps.report(built.error);
      return;
    }
    let answer = '';
    let written = before;
    // VS Code updates `inputBox.value` with a delay, so it may still return an earlier value of
    // ours.
    const ours = new Set([before]);
    let taken = false;
    const put = (message: string): void => {
      // If the user types in the box during generation, their text wins.
      taken ||= !ours.has(inputBox.value);
      if (taken) abort.abort();
      if (taken || message === '') return;
      ours.add(message);
      inputBox.value = written = message;
    };
    const { outcome } = await deps.runTurn(built.request, {
      signal: abort.signal,
      onEvent: (event) => {
        if (event.type !== 'text' || abort.signal.aborted) return;
        answer += event.text;
        put(extractMessage(answer));
      },
    });
    if (taken) {
      tell('You wrote in the box: it is as you left it.');
      return;
    }
    if (outcome.kind === 'complete' && written !== before) {
      last = { repository, before, written };
      offerUndo(before, leftOutText(leftOut));
      return;
    }
    if (ours.has(inputBox.value)) inputBox.value = before;
    if (outcome.kind === 'failed' || outcome.kind === 'interrupted')
      await deps.report(outcome.error);
    else if (outcome.kind !== 'stopped') tell('No message came. The box is as it was.');
  }

  function offerUndo(before: string, leftOut: string | undefined): void {
    const replaced = before.trim() === '' ? '' : 'The message took the place of yours. ';
    if (replaced === '' && leftOut === undefined) return;
    const button = 'Undo';
    void window
      .showInformationMessage(`${replaced}${leftOut ?? ''}`.trim(), button)
      .then((answer) => {
        if (answer === button) undo();
      });
  }

  function undo(): void {
    if (last === undefined) return;
    const { repository, before, written } = last;
    if (repository.inputBox.value === written) repository.inputBox.value = before;
    else tell('You have changed the message since: it stays.');
    last = undefined;
    void setContextKey('canUndoCommitMessage', false);
  }

  return { generate, stop: () => running?.abort(), undo };
}

/** Returns an empty list for a repository without commits. */
async function recentSubjects(repository: GitRepository): Promise<readonly string[]> {
  try {
    const commits = await repository.log({ maxEntries: recentCommits });
    return commits.map(({ message }) => message.split('\n', 1)[0] ?? '');
  } catch {
    return [];
  }
}

function tell(sentence: string): void {
  void window.showInformationMessage(sentence);
}
