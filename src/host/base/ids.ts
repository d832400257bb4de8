/** IDs that package.json declares too. */

/** The chat panel's view. */
export const viewId = 'laplas.chat';

/**
 * Every command ID, without the `laplas.` prefix. A test checks that package.json declares the same
 * commands.
 */
export const commandIds = [
  'openChat',
  'newChat',
  'showHistory',
  'setApiKey',
  'clearApiKey',
  'testConnection',
  'selectModel',
  'addSelectionToChat',
  'explainSelection',
  'rewriteSelection',
  'explainProblem',
  'fixProblem',
  'document',
  'writeTests',
  'simplify',
  'findBugs',
  'translateComments',
  'runPrompt',
  'explainTerminalSelection',
  'generateCommitMessage',
  'stopCommitMessage',
  'undoCommitMessage',
  'editInstructions',
  'getStarted',
  'stop',
  'acceptHunk',
  'rejectHunk',
  'acceptAll',
  'rejectAll',
  'nextHunk',
  'previousHunk',
  'showChanges',
  'showResponse',
  'exportChat',
  'exportAllChats',
  'importChat',
  'openChatInEditor',
  'showRequest',
  'showLog',
] as const;

export type CommandId = (typeof commandIds)[number];

/**
 * The implementation of each command. Any extension can call a command, so each validates its
 * arguments.
 */
export type Commands = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** Every context key, without `laplas.`; the manifest test compares them with package.json. */
export const contextKeys = [
  /** An API key is saved, for the current base URL as soon as that is known. */
  'hasApiKey',
  /** A response is streaming: in a chat, a rewrite or a commit message. */
  'busy',
  /** The active editor has changes under review. */
  'reviewing',
  /** The cursor is in one of them. */
  'atHunk',
  /** The active editor has a rewrite response that can be shown. */
  'hasResponse',
  /** A commit message is being generated. */
  'writingCommitMessage',
  /** The commit message before the generated one can be restored. */
  'canUndoCommitMessage',
  /** Explain Selection was used: a step of the walkthrough is complete. */
  'hasExplained',
] as const;

export type ContextKey = (typeof contextKeys)[number];
