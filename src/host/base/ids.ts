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
