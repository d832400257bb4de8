/** A short text for a running rewrite's progress. */
import type { RewriteRun } from './rewriteRun.ts';

export function progressText(session: RewriteRun): string {
  const lines = session.lines();
  switch (session.phase()) {
    case 'connecting':
      return 'Connecting…';
    case 'waiting':
      return 'Waiting for response…';
    case 'retrying':
      return 'Retrying…';
    case 'streaming':
      return lines === 1 ? 'Rewriting… 1 line' : `Rewriting… ${lines} lines`;
    case 'asking':
      return 'Waiting for your input';
    case 'done':
      return '';
  }
}
