/** One rewrite from its request to its end. The document is not touched before the reply is whole and has been judged. */
import { EventEmitter, workspace, type Event, type Uri } from 'vscode';
import type { ErrorDetail, RequestMessage, TurnEvent } from '../../core/api/types.ts';
import { assemble, type CommitTarget, type Part } from '../../core/edit/combine.ts';
import { joinContinuation } from '../../core/edit/continuation.ts';
import { continuedMessages } from '../../core/edit/prompt.ts';
import { fitCode, propose, type Refusal, type Target } from '../../core/edit/propose.ts';
import { codeBlocks } from '../../core/edit/fences.ts';
import { diffLines } from '../../core/edit/lineDiff.ts';
import { openDocument, toLf } from './documents.ts';
import { splitLines } from '../../core/edit/lines.ts';
import { commitTexts, type Surface } from './commit.ts';
import type { RewriteDeps } from './deps.ts';
import { trackRanges, type TrackedRanges } from './tracking.ts';
import * as ask from './messages.ts';
import { question } from './question.ts';

/** What is asked for: `base` is what stands in the document, `source` is what the model works from (the same, but for a retry). */
export interface RewriteRequest {
  readonly uri: Uri;
  readonly instruction: string;
  readonly messages: readonly RequestMessage[];
  readonly targets: readonly {
    readonly start: number;
    readonly end: number;
    readonly base: string;
    readonly source: Target;
  }[];
}

export type Phase = 'connecting' | 'waiting' | 'streaming' | 'retrying' | 'asking' | 'done';

export interface RewriteSession {
  readonly id: string;
  readonly request: RewriteRequest;
  readonly tracked: TrackedRanges;
  readonly onDidChange: Event<void>;
  phase(): Phase;
  /** Lines of code that have come. */
  lines(): number;
  /** What the whole document would be with what has come so far. */
  preview(): string;
  /** What it waits to be told; undefined while it asks nothing. */
  question(): readonly string[] | undefined;
  answer(title: string): void;
  /** Ends it, or its question. */
  stop(): void;
  /** Resolves when nothing more will come of it: with where the texts stand, or undefined where nothing was changed. Never rejects. */
  readonly done: Promise<readonly Part[] | undefined>;
}

export function startSession(
  id: string,
  request: RewriteRequest,
  deps: RewriteDeps,
  surface: Surface,
  /** Begins anew, with the lines where they are now. */
  retry: (request: RewriteRequest) => void,
): RewriteSession {
  const changed = new EventEmitter<void>();
  const tracked = trackRanges(request.uri, request.targets);
  const running = new AbortController();
  let phase: Phase = 'connecting';
  let reply = '';
  const setPhase = (next: Phase): void => {
    phase = next;
    changed.fire();
  };

  const asked = question(() => {
    setPhase('asking');
  });
  /** The request with its lines where they are now. */
  const moved = (): RewriteRequest => {
    const ranges = tracked.ranges();
    const targets = request.targets.map((target, i) => ({ ...target, ...ranges[i] }));
    return { ...request, targets };
  };

  /** Sends messages and adds what comes to `kept`. */
  const turn = async (kept: string): Promise<'complete' | 'continue' | 'end'> => {
    const messages = kept === '' ? request.messages : continuedMessages(request.messages, kept);
    reply = kept;
    let came = '';
    const onEvent = (event: TurnEvent): void => {
      if (event.type === 'text') {
        came += event.text;
        reply = kept === '' ? came : joinContinuation(kept, came);
        changed.fire();
      } else if (event.type === 'phase') setPhase(event.phase);
      else if (event.type === 'retrying') setPhase('retrying');
    };
    setPhase('connecting');
    const built = deps.buildRequest(messages);
    if ('error' in built) return failed(built.error);
    const result = await deps.runTurn(built.request, {
      signal: running.signal,
      onEvent,
    });
    reply = kept === '' ? result.text : joinContinuation(kept, result.text);
    deps.log.info(`rewrite ${id}: ${result.outcome.kind}, ${reply.length} characters`);
    const { outcome } = result;
    switch (outcome.kind) {
      case 'complete':
        if (outcome.finishReason !== 'content_filter') return 'complete';
        return failed({ kind: 'filtered' });
      case 'stopped':
        ask.stopped();
        return 'end';
      case 'length':
        return chosen(await ask.cutAtLength(asked.offer, reply));
      case 'interrupted':
      case 'failed':
        return failed(outcome.error);
    }
  };

  const chosen = (choice: ask.Choice | undefined): 'continue' | 'end' => {
    if (choice === 'retry') retry(moved());
    return choice === 'continue' ? 'continue' : 'end';
  };

  const failed = async (error: ErrorDetail): Promise<'continue' | 'end'> => {
    const again = 'Retry';
    const more = 'Continue';
    const picked = await asked.ask(reply === '' ? [again] : [more, again], (answer) =>
      deps.report(error, {
        retry: () => {
          answer(again);
        },
        ...(reply === ''
          ? {}
          : {
              continue: () => {
                answer(more);
              },
            }),
      }),
    );
    if (picked === again) retry(moved());
    return picked === more ? 'continue' : 'end';
  };

  const refused = async (reason: Refusal): Promise<Result> => {
    const choice = await ask.refused(asked.offer, reason, reply);
    if (choice === 'retry') retry(moved());
    if (choice === 'continue') return 'continue';
    const [target] = request.targets;
    if (choice !== 'apply' || target === undefined) return undefined;
    return commit([reason === 'noFence' ? fitCode(reply.trim(), target.source) : '']);
  };

  const commit = async (texts: readonly string[]): Promise<readonly Part[] | undefined> => {
    setPhase('asking');
    if (!(await deps.confirmHiddenUnicode(texts.join('\n')))) return undefined;
    const targets: CommitTarget[] = texts.map((text, index) => ({
      base: toLf(request.targets[index]?.base ?? ''),
      next: toLf(text),
    }));
    const document = await workspace.openTextDocument(request.uri);
    return commitTexts(document, targets, () => tracked.ranges(), {
      ...surface,
      offer: asked.offer,
    });
  };

  const run = async (): Promise<readonly Part[] | undefined> => {
    try {
      for (let state = await turn(''); ; state = await turn(reply)) {
        if (state === 'end') return undefined;
        if (state === 'continue') continue;
        const proposal = propose(
          reply,
          request.targets.map(({ source }) => source),
        );
        const result =
          proposal.kind === 'ready' ? await commit(proposal.texts) : await refused(proposal.reason);
        if (result !== 'continue') return result;
      }
    } catch (error) {
      deps.log.error(`rewrite ${id}: ${error instanceof Error ? error.message : 'failed'}`);
      ask.failedToApply();
      return undefined;
    } finally {
      setPhase('done');
    }
  };

  const done = run();
  void done.then(() => {
    changed.dispose();
  });
  return {
    id,
    request,
    tracked,
    onDidChange: changed.event,
    phase: () => phase,
    lines: () =>
      splitLines(
        codeBlocks(reply)
          .map((block) => block.code)
          .join('\n'),
      ).length,
    preview: () =>
      phase === 'done'
        ? toLf(openDocument(request.uri)?.getText() ?? '')
        : preview(request, reply, tracked),
    question: () => asked.titles(),
    answer: (title) => {
      asked.answer(title);
    },
    stop: () => {
      asked.answer(undefined);
      running.abort();
    },
    done,
  };
}

type Result = readonly Part[] | 'continue' | undefined;

/** The document with the lines that have come, followed by those of the old lines that they have not reached yet. */
function preview(request: RewriteRequest, reply: string, tracked: TrackedRanges): string {
  const text = openDocument(request.uri)?.getText() ?? '';
  const blocks = codeBlocks(reply, { expected: request.targets.length });
  const parts = tracked.ranges().flatMap((range, index) => {
    const target = request.targets[index];
    const block = blocks[index];
    if (target === undefined || block === undefined || block.code === '') return [];
    const code = fitCode(block.code, target.source);
    return [{ ...range, text: block.closed ? code : code + unreached(target.source.text, code) }];
  });
  return toLf(assemble(text, parts));
}

/** The lines of `old` after the last that `partial` has too. */
function unreached(old: string, partial: string): string {
  const [a, b] = [splitLines(old), splitLines(partial)];
  const last = diffLines(a, b).at(-1);
  return last?.aEnd === a.length ? a.slice(last.aStart + (last.bEnd - last.bStart)).join('') : '';
}
