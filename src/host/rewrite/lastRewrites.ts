/** The last rewrite of each document, tracked through later edits so that it can be retried. */
import type { Disposable, Uri } from 'vscode';
import type { Part } from '../../core/review/placeRewrite.ts';
import type { RewriteRequest } from './rewriteRun.ts';
import { createTrackedRanges, type TrackedRanges } from '../editor/trackedRanges.ts';

/** Can be retried from its baseline, with its result as context. */
export interface LastRewrite {
  readonly request: RewriteRequest;
  /**
   * The texts that were applied and their current ranges, in the order of the request's targets.
   */
  readonly placed: readonly Part[];
}

export interface LastRewrites extends Disposable {
  remember(request: RewriteRequest, placed: readonly Part[]): void;
  get(uri: Uri): LastRewrite | undefined;
}

export function createLastRewrites(): LastRewrites {
  let all: readonly (LastRewrite & { readonly tracked: TrackedRanges })[] = [];
  const find = (uri: Uri) => all.find(({ tracked }) => tracked.uri().toString() === uri.toString());
  return {
    remember(request, placed) {
      const before = find(request.uri);
      before?.tracked.dispose();
      const tracked = createTrackedRanges(request.uri, placed);
      all = [...all.filter((each) => each !== before), { request, placed, tracked }];
    },
    get(uri) {
      const last = find(uri);
      if (last === undefined) return undefined;
      const ranges = last.tracked.ranges();
      return {
        request: last.request,
        placed: last.placed.map((placed, index) => ({ ...placed, ...ranges[index] })),
      };
    },
    dispose() {
      for (const { tracked } of all) tracked.dispose();
      all = [];
    },
  };
}
