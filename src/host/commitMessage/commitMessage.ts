/** `Generate Commit Message`: written into the input box of source control while it comes; stopped or failed, the box is as it was. */
import { commands, ProgressLocation, window, type Uri } from 'vscode';
import type { ChatRequest, ErrorDetail, RequestMessage, RunTurn } from '../../core/api/types.ts';
import { fitDiff, leftOutText } from '../../core/commitMessage/diffBudget.ts';
import { commitMessages, extractMessage } from '../../core/commitMessage/commitPrompt.ts';
import { readChanges, uriOf } from './changes.ts';
import { chooseRepository, untilInitialized, type Git, type GitRepository } from './git.ts';

export interface CommitDeps {
  /** The API, or why there is none. */
  readonly git: () => Promise<Git | string>;
  readonly runTurn: RunTurn;
  readonly buildRequest: (
    messages: readonly RequestMessage[],
  ) => { readonly request: ChatRequest } | { readonly error: ErrorDetail };
  readonly report: (error: ErrorDetail) => Promise<void>;
  /** Whether the diff may go out: it may look as if it held a secret. */
  readonly mayBeSent: (text: string) => Promise<boolean>;
  /** Whether an ignore file keeps a file's content from being sent. */
  readonly isPrivate: (uri: Uri) => Promise<boolean>;
  /** Instructions of the user's and the workspace's; may be empty. */
  readonly addition: () => string;
  /** `laplas.language`; may be empty. */
  readonly language: () => string;
  /** Tokens that a diff may have. */
  readonly budget: () => number;
  /** A message is being written now, or no longer. */
  readonly onBusy: (busy: boolean) => void;
}

export interface CommitMessage {
  /** @param argument The source control that a menu stands at. Resolves when the message is written, or nothing comes of it. */
  generate(argument?: unknown): Promise<void>;
  stop(): void;
  /** Puts back what stood in the box before, unless the user has changed it since. */
  undo(): void;
}

/** Commits whose subjects are shown to the model. */
const recentCommits = 8;

export function createCommitMessage(deps: CommitDeps): CommitMessage {
  let running: AbortController | undefined;
  let last: { readonly repository: GitRepository; before: string; written: string } | undefined;

  const setContext = (key: string, value: boolean): void => {
    void commands.executeCommand('setContext', key, value);
  };

  async function generate(argument: unknown): Promise<void> {
    if (running !== undefined) return;
    // From the first moment: a second click, before anything was found, is none of its own.
    const abort = new AbortController();
    running = abort;
    deps.onBusy(true);
    setContext('laplas.writingCommitMessage', true);
    try {
      const repository = await findRepository(argument, abort.signal);
      if (repository === undefined || abort.signal.aborted) return;
      await window.withProgress({ location: ProgressLocation.SourceControl }, () =>
        write(repository, abort),
      );
    } finally {
      running = undefined;
      deps.onBusy(false);
      setContext('laplas.writingCommitMessage', false);
      setContext('laplas.canUndoCommitMessage', last !== undefined);
    }
  }

  /** Undefined where there is none, which is told, or the user left. */
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
    // VS Code tells of what was written with a delay, so that the box may seem to hold what it held a moment ago.
    const ours = new Set([before]);
    let taken = false;
    const put = (message: string): void => {
      // Who types in the box meanwhile has the last word.
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
    setContext('laplas.canUndoCommitMessage', false);
  }

  return { generate, stop: () => running?.abort(), undo };
}

/** None in a repository without a commit. */
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
