/** The names that package.json gives too. */

/** The chat panel. */
export const viewId = 'laplas.chat';

/** Every command, without `laplas.`: package.json names the same, and a test holds the two together. */
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

/** What each command does. Arguments come from anywhere: a command checks its own. */
export type Commands = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;
