/** The last rewrite of each document, followed through later edits, so that it can be tried again. */
import type { Disposable, Uri } from 'vscode';
import type { Part } from '../../core/review/combine.ts';
import type { RewriteRequest } from './rewriteRun.ts';
import { createTrackedRanges, type TrackedRanges } from '../editor/trackedRanges.ts';

/** From its baseline, with what came of it as context. */
export interface LastRewrite {
  readonly request: RewriteRequest;
  /** What was put into the document, and where it stands now, in the order of the request's targets. */
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
