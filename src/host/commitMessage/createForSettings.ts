/** Creates commit messages with the built-in Git extension and the current settings. */
import { defaultMaxTokens } from '../../core/api/parameters.ts';
import { buildRequest } from '../request/buildRequest.ts';
import { readSettings } from '../settings/config.ts';
import { mayBeSent } from '../context/askSecrets.ts';
import { report } from '../status/report.ts';
import { createCommitMessage, type CommitDeps, type CommitMessage } from './commitMessage.ts';
import { findGit } from './git.ts';

/** Maximum tokens of a diff. A larger one has more detail than fits in a commit message. */
const mostTokens = 24_000;

export function createForSettings(
  from: Pick<CommitDeps, 'runTurn' | 'isPrivate' | 'onBusy'> & {
    readonly systemPrompt: () => string;
  },
): CommitMessage {
  return createCommitMessage({
    git: findGit,
    runTurn: from.runTurn,
    buildRequest,
    report,
    mayBeSent: (text) => mayBeSent(text, 'The diff'),
    isPrivate: from.isPrivate,
    onBusy: from.onBusy,
    addition: from.systemPrompt,
    language: () => readSettings().language,
    budget() {
      const { contextWindow, parameters } = readSettings();
      const room = contextWindow - (parameters.maxTokens ?? defaultMaxTokens);
      return Math.max(0, Math.min(mostTokens, room / 2));
    },
  });
}
