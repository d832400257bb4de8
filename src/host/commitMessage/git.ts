/** Access to the built-in Git extension's API (version 1): the part that Laplas uses. */
import { extensions, window, workspace, type Event, type Uri } from 'vscode';
import { isRecord, uriFrom } from '../editor/commandArguments.ts';

export interface GitChange {
  readonly uri: Uri;
  /** The API's `Status` enum: 7 is an untracked file. */
  readonly status: number;
}

export interface GitRepository {
  readonly rootUri: Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
    /** Since VS Code 1.80. Used if `git.untrackedChanges` lists them separately. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  status(): Promise<void>;
  /** The output of `git diff`, with `--cached` if `cached` is true. */
  diff(cached?: boolean): Promise<string>;
  log(options?: { readonly maxEntries?: number }): Promise<readonly { readonly message: string }[]>;
}

export interface Git {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly GitRepository[];
}

/** Returns the API, or a message for the user that says why it is unavailable. */
export async function findGit(): Promise<Git | string> {
  const extension = extensions.getExtension<unknown>('vscode.git');
  if (extension === undefined)
    return 'Commit messages need the Git extension that comes with VS Code: it is disabled or not there.';
  if (workspace.getConfiguration('git').get('enabled') === false)
    return 'Git is switched off: see the setting git.enabled.';
  try {
    const found: unknown = await extension.activate();
    const getApi = isRecord(found) ? found['getAPI'] : undefined;
    // `getAPI` uses `this`.
    const api: unknown =
      typeof getApi === 'function' ? Reflect.apply(getApi, found, [1]) : undefined;
    if (isGit(api)) return api;
  } catch {
    // `getAPI` throws if the Git extension found no Git.
  }
  return 'Git was not found on this computer: install it, or say where it is in the setting git.path.';
}

/**
 * The repository whose root the argument names, the only one, the one of the active file, or the
 * one the user picks.
 */
export async function chooseRepository(
  git: Git,
  argument: unknown,
): Promise<GitRepository | undefined> {
  const { repositories } = git;
  const root = uriFrom(isRecord(argument) ? argument['rootUri'] : undefined)?.toString();
  const named = repositories.find(({ rootUri }) => rootUri.toString() === root);
  if (named !== undefined || repositories.length <= 1) return named ?? repositories[0];
  const active = window.activeTextEditor?.document.uri.path;
  const holding = repositories
    .filter(({ rootUri }) => active?.startsWith(`${rootUri.path}/`))
    .sort((a, b) => b.rootUri.path.length - a.rootUri.path.length);
  if (holding[0] !== undefined) return holding[0];
  const picked = await window.showQuickPick(
    repositories.map((repository) => ({
      label: workspace.asRelativePath(repository.rootUri),
      description: repository.rootUri.fsPath,
      repository,
    })),
    { placeHolder: 'Which repository is the message for?' },
  );
  return picked?.repository;
}

/** Waits until the Git extension has scanned for repositories, or until the signal aborts. */
export async function untilInitialized(git: Git, signal: AbortSignal): Promise<void> {
  if (git.state === 'initialized' || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      listening.dispose();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const listening = git.onDidChangeState((state) => {
      if (state === 'initialized') done();
    });
    signal.addEventListener('abort', done);
  });
}

function isGit(value: unknown): value is Git {
  return isRecord(value) && Array.isArray(value['repositories']) && 'state' in value;
}
