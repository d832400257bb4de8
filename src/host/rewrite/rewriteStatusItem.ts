/**
 * Status bar items for rewrites and reviews, for users who have hidden the CodeLenses and the
 * editor title's actions.
 */
import { MarkdownString, Range, StatusBarAlignment, window, type Disposable } from 'vscode';
import { nameOf, openDocument } from '../editor/documents.ts';
import { progressText } from './progressText.ts';
import type { ReviewedDocuments } from '../review/reviewedDocuments.ts';
import type { RewriteRun } from './rewriteRun.ts';

export interface RewriteStatusItem extends Disposable {
  refresh(): void;
}

export function createRewriteStatusItem(
  reviews: ReviewedDocuments,
  sessions: () => readonly RewriteRun[],
): RewriteStatusItem {
  const running = window.createStatusBarItem('laplas.rewrite', StatusBarAlignment.Left, 1);
  running.name = 'Laplas: Rewrite';
  const stop = window.createStatusBarItem('laplas.stopRewrite', StatusBarAlignment.Left, 0.5);
  stop.name = 'Laplas: Stop Rewrite';
  stop.text = '$(debug-stop)';
  stop.accessibilityInformation = { label: 'Stop Rewrite' };
  const review = window.createStatusBarItem('laplas.review', StatusBarAlignment.Left, 0);
  review.name = 'Laplas: Review';

  const refreshRunning = (): void => {
    const [session] = sessions().filter((candidate) => candidate.phase() !== 'asking');
    if (session === undefined) {
      running.hide();
      stop.hide();
      return;
    }
    running.text = `$(loading~spin) ${nameOf(session.uri())}: ${progressText(session)}`;
    running.tooltip =
      'Go to the lines that are being rewritten. They change when the response is complete.';
    running.command = {
      command: 'vscode.open',
      title: 'Show',
      arguments: [session.uri(), { selection: placeOf(session) }],
    };
    running.show();
    stop.tooltip = 'Stop the rewrite. No changes have been made yet.';
    stop.command = {
      command: 'laplas.stop',
      title: 'Stop',
      arguments: [{ rewrite: session.id }],
    };
    stop.show();
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
      stop.dispose();
      review.dispose();
    },
  };
}

/** The first line of the rewrite. */
function placeOf(session: RewriteRun): Range {
  const document = openDocument(session.uri());
  const [first] = session.tracked.ranges();
  const line =
    document === undefined || first === undefined
      ? (session.request.lines[0]?.range.start ?? 0)
      : document.positionAt(first.start).line;
  return new Range(line, 0, line, 0);
}

function reviewTooltip(inThisFile: boolean): MarkdownString {
  const commands = inThisFile
    ? [
        '[Next Change](command:laplas.nextHunk)',
        '[Show Changes](command:laplas.showChanges)',
        '[Accept All](command:laplas.acceptAll)',
        '[Reject All](command:laplas.rejectAll)',
      ]
    : ['[Go to First Change](command:laplas.nextHunk)'];
  const tooltip = new MarkdownString(`Changes by Laplas: ${commands.join(' · ')}`);
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
