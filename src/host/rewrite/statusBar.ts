/** The third place for the controls, after the CodeLenses and the editor's title: both may be switched off. */
import { MarkdownString, StatusBarAlignment, window, type Disposable } from 'vscode';
import { nameOf } from './documents.ts';
import { progressText } from './progressText.ts';
import type { ReviewedDocuments } from './reviewedDocuments.ts';
import type { RewriteSession } from './session.ts';

export interface StatusBar extends Disposable {
  refresh(): void;
}

export function statusBar(
  reviews: ReviewedDocuments,
  sessions: () => readonly RewriteSession[],
): StatusBar {
  const running = window.createStatusBarItem('laplas.rewrite', StatusBarAlignment.Left, 1);
  running.name = 'Laplas: Rewrite';
  const review = window.createStatusBarItem('laplas.review', StatusBarAlignment.Left, 0);
  review.name = 'Laplas: Review';

  const refreshRunning = (): void => {
    const [session] = sessions().filter((candidate) => candidate.phase() !== 'asking');
    if (session === undefined) {
      running.hide();
      return;
    }
    running.text = `$(loading~spin) ${nameOf(session.request.uri)}: ${progressText(session)}`;
    running.tooltip = 'Stop the rewrite. Nothing is changed before the answer is complete.';
    running.command = {
      command: 'laplas.stop',
      title: 'Stop',
      arguments: [{ rewrite: session.id }],
    };
    running.show();
  };

  const refreshReview = (): void => {
    const document = window.activeTextEditor?.document;
    const count = document === undefined ? 0 : reviews.hunks(document).length;
    const files = reviews.pending().length;
    if (count === 0 && files === 0) {
      review.hide();
      return;
    }
    review.text =
      count > 0
        ? `$(diff) ${count} ${count === 1 ? 'change' : 'changes'} to review`
        : `$(diff) ${files} ${files === 1 ? 'file' : 'files'} to review`;
    review.command = 'laplas.nextHunk';
    review.tooltip = reviewTooltip(count > 0);
    review.show();
  };

  return {
    refresh() {
      refreshRunning();
      refreshReview();
    },
    dispose() {
      running.dispose();
      review.dispose();
    },
  };
}

function reviewTooltip(inThisFile: boolean): MarkdownString {
  const commands = inThisFile
    ? [
        '[Next Change](command:laplas.nextHunk)',
        '[Show Changes](command:laplas.showChanges)',
        '[Accept All](command:laplas.acceptAll)',
        '[Reject All](command:laplas.rejectAll)',
      ]
    : ['[Go to the First](command:laplas.nextHunk)'];
  const tooltip = new MarkdownString(`Changes that Laplas made: ${commands.join(' · ')}`);
  tooltip.isTrusted = {
    enabledCommands: [
      'laplas.nextHunk',
      'laplas.showChanges',
      'laplas.acceptAll',
      'laplas.rejectAll',
    ],
  };
  return tooltip;
}
