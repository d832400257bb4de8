/** The last rewrite of each document, followed through later edits, so that it can be tried again. */
import type { Disposable, Uri } from 'vscode';
import type { Part } from '../../core/edit/combine.ts';
import type { RewriteRequest } from './session.ts';
import { trackRanges, type TrackedRanges } from './tracking.ts';

/** From its baseline, with what came of it as context. */
export interface LastRewrite {
  readonly request: RewriteRequest;
  /** What was put into the document, and where it stands now, in the order of the request's targets. */
  readonly placed: readonly Part[];
}

export interface RememberedRewrites extends Disposable {
  remember(request: RewriteRequest, placed: readonly Part[]): void;
  get(uri: Uri): LastRewrite | undefined;
}

export function rememberedRewrites(): RememberedRewrites {
  const byUri = new Map<string, LastRewrite & { readonly tracked: TrackedRanges }>();
  return {
    remember(request, placed) {
      const key = request.uri.toString();
      byUri.get(key)?.tracked.dispose();
      byUri.set(key, { request, placed, tracked: trackRanges(request.uri, placed) });
    },
    get(uri) {
      const last = byUri.get(uri.toString());
      if (last === undefined) return undefined;
      const ranges = last.tracked.ranges();
      return {
        request: last.request,
        placed: last.placed.map((placed, index) => ({ ...placed, ...ranges[index] })),
      };
    },
    dispose() {
      for (const { tracked } of byUri.values()) tracked.dispose();
      byUri.clear();
    },
  };
}
