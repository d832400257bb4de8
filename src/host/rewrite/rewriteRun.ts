/**
 * Runs one rewrite from request to result. The document isn't edited before the response is
 * complete and has been checked.
 */
import { EventEmitter, workspace, type Event, type TextDocument, type Uri } from 'vscode';
import type { ErrorDetail, RequestMessage, TurnEvent } from '../../core/api/types.ts';
import { assemble, type CommitTarget, type Part } from '../../core/review/placeRewrite.ts';
import { joinContinuation } from '../../core/rewrite/continuation.ts';
import type { Exchange, ExchangedLines } from '../../core/rewrite/exchange.ts';
import { continuedMessages } from '../../core/rewrite/rewritePrompt.ts';
import { fitCode, propose, type Proposal, type Target } from '../../core/rewrite/propose.ts';
import { codeBlocks } from '../../core/rewrite/fences.ts';
import { looksLikeCode } from '../../core/rewrite/looksLikeCode.ts';
import { similarity } from '../../core/rewrite/similarity.ts';
import { diffLines } from '../../core/diff/lineDiff.ts';
import { exists, nameOf, openDocument, toLf } from '../editor/documents.ts';
import { splitLines } from '../../core/base/lines.ts';
import { applyRewrite, type RewriteUi } from './applyRewrite.ts';
import type { RewriteDeps } from './rewriteDeps.ts';
import { createTrackedRanges, type TrackedRanges } from '../editor/trackedRanges.ts';
import * as ask from './rewriteNotifications.ts';
import { createRewriteQuestion } from './rewriteQuestion.ts';

/**
 * A request for a rewrite. `base` is the target's text in the document. `source` is the text that
 * the model works on: the same, except when a rewrite is retried.
 */
export interface RewriteRequest {
  readonly uri: Uri;
  readonly instruction: string;
  readonly messages: readonly RequestMessage[];
  /** The lines as they were sent, one entry for each target. */
  readonly lines: readonly ExchangedLines[];
  readonly targets: readonly {
    readonly start: number;
    readonly end: number;
    readonly base: string;
    readonly source: Target;
  }[];
}

export type Phase = 'connecting' | 'waiting' | 'streaming' | 'retrying' | 'asking' | 'done';

export interface RewriteRun {
  readonly id: string;
  readonly request: RewriteRequest;
  readonly tracked: TrackedRanges;
  readonly onDidChange: Event<void>;
  /** The document's current URI. `request.uri` is its URI when the rewrite began. */
  uri(): Uri;
  phase(): Phase;
  /** Number of code lines received so far. */
  lines(): number;
  /** The whole document's text with the code received so far. */
  preview(): string;
  /** The open question's possible answers, or undefined if no question is open. */
  question(): readonly string[] | undefined;
  /** The request and the response received so far, or undefined if none has been received. */
  exchange(): Exchange | undefined;
  answer(title: string): void;
  /** Stops the rewrite and dismisses its question. */
  stop(): void;
  /**
   * Resolves when the rewrite has ended, with the ranges of the applied texts, or with undefined if
   * nothing was changed. Never rejects.
   */
  readonly done: Promise<readonly Part[] | undefined>;
}

export function startRewrite(
  id: string,
  request: RewriteRequest,
  deps: RewriteDeps,
  surface: RewriteUi,
  /**
   * Starts again with the lines at their current ranges: with the same instruction, or after asking
   * the user for another one.
   */
  retry: (request: RewriteRequest, instruction: 'same' | 'other') => void,
): RewriteRun {
  const changed = new EventEmitter<void>();
  const tracked = createTrackedRanges(request.uri, request.targets);
  const running = new AbortController();
  let phase: Phase = 'connecting';
  let reply = '';
  const setPhase = (next: Phase): void => {
    phase = next;
    changed.fire();
  };

  const asked = createRewriteQuestion(() => {
    setPhase('asking');
  });
  /** The request with the document's current URI and the current ranges. */
  const moved = (): RewriteRequest => {
    const ranges = tracked.ranges();
    const targets = request.targets.map((target, i) => ({ ...target, ...ranges[i] }));
    return { ...request, uri: tracked.uri(), targets };
  };
  let end: Pick<Exchange, 'end' | 'error'> = { end: 'stopped' };
  let notes = '';
  const exchange = (): Exchange | undefined =>
    reply.trim() === ''
      ? undefined
      : {
          instruction: request.instruction,
          selections: request.lines,
          response: reply,
          notes,
          ...end,
        };

  /**
   * Sends a request. If `kept` is a partial response, requests its continuation and joins the two.
   */
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
        end = { end: 'complete' };
        if (outcome.finishReason !== 'content_filter') return 'complete';
        return failed({ kind: 'filtered' });
      case 'stopped':
        end = { end: 'stopped' };
        ask.stopped();
        return 'end';
      case 'length':
        end = { end: 'length' };
        return chosen(await ask.cutAtLength(asked.offer, reply));
      case 'interrupted':
      case 'failed':
        return failed(outcome.error);
    }
  };

  /** Handles every choice except `apply`, which `refused` handles. */
  const chosen = async (choice: ask.Choice | undefined): Promise<'continue' | 'end'> => {
    switch (choice) {
      case 'continue':
        return 'continue';
      case 'retry':
        retry(moved(), 'same');
        return 'end';
      case 'rephrase':
        retry(moved(), 'other');
        return 'end';
      case 'chat': {
        const now = exchange();
        if (now !== undefined) await deps.showInChat(now);
        return 'end';
      }
      case 'apply':
      case undefined:
        return 'end';
    }
  };

  const failed = async (error: ErrorDetail): Promise<'continue' | 'end'> => {
    end = { end: 'interrupted', error };
    const again = 'Retry';
    const more = 'Continue';
    const titles = reply === '' ? [again] : [more, again, ask.viewInChat];
    const picked = await asked.ask(titles, (answer) =>
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
    if (picked === ask.viewInChat) return chosen('chat');
    return chosen(picked === again ? 'retry' : picked === more ? 'continue' : undefined);
  };

  const refused = async (proposal: Extract<Proposal, { kind: 'refused' }>): Promise<Result> => {
    const { reason } = proposal;
    const [target] = request.targets;
    const code = isCode(proposal, request.targets);
    const choice = await ask.refused(asked.offer, proposal, reply, code);
    if (choice !== 'apply' || target === undefined) {
      return (await chosen(choice)) === 'continue' ? 'continue' : undefined;
    }
    return commit([reason === 'noFence' ? fitCode(reply.trim(), target.source) : '']);
  };

  /** The document, opened if it is closed. Undefined if it no longer exists. */
  const documentNow = async (): Promise<TextDocument | undefined> => {
    const uri = tracked.uri();
    const open = openDocument(uri);
    if (tracked.isDeleted() && !(await exists(uri))) return undefined;
    // For an untitled URI, openTextDocument would create a new document.
    if (open !== undefined || uri.scheme === 'untitled') return open;
    try {
      return await workspace.openTextDocument(uri);
    } catch {
      return undefined;
    }
  };

  /**
   * Asks a question about the document at `at`. If the document turns out to have moved, closes the
   * question and returns `found`.
   */
  const askUnlessMoved = async <T>(at: Uri, ask: () => Promise<T>): Promise<T | 'found'> => {
    const wasDeleted = tracked.isDeleted();
    const hasMoved = (): boolean =>
      tracked.uri().toString() !== at.toString() || tracked.isDeleted() !== wasDeleted;
    let found = false;
    const look = (): void => {
      if (!hasMoved()) return;
      found = true;
      asked.answer(undefined);
    };
    // The move may have been reported while the document was being opened or edited.
    if (hasMoved()) return 'found';
    const subscription = tracked.onDidMove(look);
    try {
      const picked = await ask();
      return found ? 'found' : picked;
    } finally {
      subscription.dispose();
    }
  };

  const commit = async (texts: readonly string[]): Promise<readonly Part[] | undefined> => {
    setPhase('asking');
    if (!(await deps.confirmHiddenUnicode(texts.join('\n')))) return undefined;
    const targets: CommitTarget[] = texts.map((text, index) => ({
      base: toLf(request.targets[index]?.base ?? ''),
      next: toLf(text),
    }));
    for (;;) {
      const at = tracked.uri();
      const document = await documentNow();
      if (document === undefined) {
        const picked = await askUnlessMoved(at, () => ask.gone(asked.offer, nameOf(at), reply));
        if (picked === 'found') continue;
        await chosen(picked === ask.viewInChat ? 'chat' : undefined);
        return undefined;
      }
      const committed = await applyRewrite(document, targets, () => tracked.ranges(), {
        ...surface,
        offer: asked.offer,
      });
      const now = exchange();
      if (committed.kind === 'applied') {
        if (now !== undefined) surface.reviews.addResponse(document.uri, now);
        return committed.parts;
      }
      if (committed.kind === 'unchanged') {
        void ask.nothingChanged(notes).then((view) => (view ? chosen('chat') : undefined));
      } else if (committed.kind === 'refused') {
        const picked = await askUnlessMoved(at, () =>
          ask.failedToApply(asked.offer, nameOf(document.uri), reply),
        );
        if (picked === 'found') continue;
        await chosen(picked);
      }
      return undefined;
    }
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
        notes = proposal.notes;
        const result =
          proposal.kind === 'ready' ? await commit(proposal.texts) : await refused(proposal);
        if (result !== 'continue') return result;
      }
    } catch (error) {
      deps.log.error(`rewrite ${id}: ${error instanceof Error ? error.message : 'failed'}`);
      await chosen(await ask.failedToApply(asked.offer, nameOf(tracked.uri()), reply));
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
    uri: () => tracked.uri(),
    phase: () => phase,
    exchange,
    lines: () =>
      splitLines(
        codeBlocks(reply)
          .map((block) => block.code)
          .join('\n'),
      ).length,
    preview: () =>
      phase === 'done'
        ? toLf(openDocument(tracked.uri())?.getText() ?? '')
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

/**
 * Whether a response without a code block may be code. Only then can the user apply it as it is.
 */
function isCode(
  { reason, notes }: Extract<Proposal, { kind: 'refused' }>,
  targets: RewriteRequest['targets'],
): boolean {
  const [target] = targets;
  if (reason !== 'noFence' || targets.length !== 1 || target === undefined) return false;
  const { text, language = '' } = target.source;
  // For a document, the response may be its new text without a fence: then the two are similar.
  if (isDocument.test(language)) return similarity(notes, text) >= 0.5;
  return looksLikeCode(notes, language);
}

const isDocument = /^(?:markdown|mdx|plaintext|restructuredtext|latex|asciidoc)$/;

/**
 * The document with the code received so far, followed by the old lines that the response hasn't
 * reached yet.
 */
function preview(request: RewriteRequest, reply: string, tracked: TrackedRanges): string {
  const text = openDocument(tracked.uri())?.getText() ?? '';
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

/** The lines of `old` after the last line that `partial` shares with it. */
function unreached(old: string, partial: string): string {
  const [a, b] = [splitLines(old), splitLines(partial)];
  const last = diffLines(a, b).at(-1);
  return last?.aEnd === a.length ? a.slice(last.aStart + (last.bEnd - last.bStart)).join('') : '';
}
