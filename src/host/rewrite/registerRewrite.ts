/** Wires rewrites and their review together: the function that services.ts calls. */
import { EventEmitter, window, workspace, Uri, type Disposable, type Event } from 'vscode';
import { createContextKeys } from '../base/contextKeys.ts';
import type { Attachment } from '../../core/model/conversation.ts';
import { applyCode } from './applyFromChat.ts';
import { isRecord, uriFrom } from '../editor/commandArguments.ts';
import { createCodeLenses } from './codeLenses.ts';
import { createDecorations } from './decorations.ts';
import type { RewriteDeps } from './rewriteDeps.ts';
import type { Exchange } from '../../core/rewrite/exchange.ts';
import type { RegisterContent } from '../editor/virtualDocuments.ts';
import { nameOf, openDocument, toLf } from '../editor/documents.ts';
import { insertAtCursor } from './insertFromChat.ts';
import type { CodeSource } from './insertStreaming.ts';
import * as ask from './rewriteNotifications.ts';
import { movedUri, onDidMove } from '../editor/fileMoves.ts';
import { noteWhetherPending } from '../review/storedReviewsFlag.ts';
import { createStoredReviews } from '../review/storedReviews.ts';
import { offerInNotification } from './rewriteQuestion.ts';
import { hunkAt, createReviewCommands, type ReviewCommands } from '../review/reviewCommands.ts';
import { createReviewedDocuments, type ReviewedDocuments } from '../review/reviewedDocuments.ts';
import { createLastRewrites } from './lastRewrites.ts';
import { prepareRewrite } from './rewriteCommand.ts';
import type { RewriteUi } from './applyRewrite.ts';
import { startRewrite, type RewriteRequest, type RewriteRun } from './rewriteRun.ts';
import { createRewriteStatusItem } from './rewriteStatusItem.ts';
import { createDiffDocuments, showDiff } from '../review/diffDocuments.ts';

export interface Rewriting extends Disposable {
  /** By command ID without `laplas.`. activate.ts registers them. */
  readonly commands: ReviewCommands & {
    /**
     * Resolves with true when the rewrite is in the document, or with false if this call applied
     * none.
     */
    rewriteSelection(argument?: unknown): Promise<boolean>;
    /**
     * Shows a whole response as a chat: the one that a CodeLens names, or the last one for the
     * active file.
     */
    showResponse(argument?: unknown): Promise<void>;
  };
  /**
   * Applies a code block of the chat where it belongs, for review. `answering`: the attachments of
   * the user message that it responds to.
   */
  applyCode(code: string, info: string, answering?: readonly Attachment[]): Promise<void>;
  /**
   * `coming` provides the rest of a block that was still streaming when `code` was read. Resolves
   * when all of it is inserted.
   */
  insertAtCursor(code: string, coming?: CodeSource): Promise<void>;
  /**
   * Stops the rewrite that a CodeLens names (`{rewrite: id}`), or all. Returns true if the argument
   * named one.
   */
  stop(argument?: unknown): boolean;
  busy(): boolean;
  readonly onDidChangeBusy: Event<boolean>;
  /** Writes pending reviews to disk before the extension host exits. Never rejects. */
  flush(): Promise<void>;
}

/** Maximum files whose last response is remembered. */
const mostResponses = 50;

/** Minimum milliseconds between updates of a running rewrite's progress. */
const paintEvery = 120;

export function registerRewrite(
  deps: RewriteDeps,
  registerContent: RegisterContent = workspace.registerTextDocumentContentProvider,
): Rewriting {
  const pending = createStoredReviews(deps.storage, deps.log);
  const reviews = createReviewedDocuments(pending);
  const virtual = createDiffDocuments(
    (name, file) =>
      name === 'baseline'
        ? (reviews.review(file)?.baseline ?? pending.get(file)?.baseline ?? '')
        : toLf(openDocument(file)?.getText() ?? ''),
    registerContent,
  );
  /** The last response for each file, newest last. */
  const lastResponses = new Map<string, Exchange>();
  const sessions = new Map<string, RewriteRun>();
  const lastRewrites = createLastRewrites();
  const busyChanged = new EventEmitter<boolean>();
  const running = (): readonly RewriteRun[] => [...sessions.values()];
  const lenses = createCodeLenses(reviews, running);
  const paint = createDecorations(reviews, running);
  const status = createRewriteStatusItem(reviews, running);
  const setKey = createContextKeys();
  let previews: { readonly session: RewriteRun; readonly uri: Uri }[] = [];
  let count = 0;
  let wasBusy = false;

  const busy = (): boolean => running().some((session) => session.phase() !== 'asking');
  const refresh = (): void => {
    lenses.refresh();
    paint.paint();
    status.refresh();
    setContextKeys(reviews, lastResponses, setKey);
    noteWhetherPending(deps.workspaceMemory, reviews.pending().length > 0);
    for (const { uri } of previews) virtual.changed(uri);
    if (busy() !== wasBusy) busyChanged.fire((wasBusy = !wasBusy));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh();
    }, paintEvery);
  };

  const surface: RewriteUi = {
    reviews,
    offer: offerInNotification,
    compare: (file, content) =>
      showDiff(file, virtual.add('rewrite', file, content), `${nameOf(file)} (Yours ↔ Rewrite)`),
  };

  const start = (request: RewriteRequest): Promise<boolean> => {
    const id = String((count += 1));
    const session = startRewrite(id, request, deps, surface, (again, instruction) => {
      if (instruction === 'same') void start(again);
      else void rephrase(again);
    });
    sessions.set(id, session);
    session.onDidChange(refreshSoon);
    session.tracked.onDidMove(refreshSoon);
    refresh();
    return session.done.then((placed) => {
      sessions.delete(id);
      const uri = session.uri();
      if (placed !== undefined) lastRewrites.remember({ ...request, uri }, placed);
      const exchange = session.exchange();
      if (exchange !== undefined) {
        lastResponses.delete(uri.toString());
        lastResponses.set(uri.toString(), exchange);
        const [oldest] = lastResponses.keys();
        if (lastResponses.size > mostResponses && oldest !== undefined)
          lastResponses.delete(oldest);
      }
      session.tracked.dispose();
      for (const preview of previews) if (preview.session === session) virtual.freeze(preview.uri);
      previews = previews.filter((preview) => preview.session !== session);
      refresh();
      return placed !== undefined;
    });
  };

  const previewRunning = async (argument: unknown, uri: Uri | undefined): Promise<boolean> => {
    const named = isRecord(argument) ? argument['rewrite'] : undefined;
    const session =
      typeof named === 'string'
        ? sessions.get(named)
        : running().find((candidate) => candidate.uri().toString() === uri?.toString());
    if (session === undefined) return false;
    const file = session.uri();
    const preview = virtual.add(`preview-${session.id}`, file, () => session.preview());
    previews.push({ session, uri: preview });
    await showDiff(file, preview, `${nameOf(file)} (Current ↔ Rewrite)`);
    return true;
  };

  /** Rewrites the same lines with another instruction. */
  const rephrase = async (again: RewriteRequest): Promise<void> => {
    const document = openDocument(again.uri);
    if (document === undefined) return;
    const ranges = again.targets.map(({ start, end }) => ({
      start: document.positionAt(start),
      // The end offset is at the start of a line that is not part of the range.
      end: document.positionAt(Math.max(start, end - 1)),
    }));
    const next = { uri: again.uri, ranges, previous: again.instruction };
    const request = await prepareRewrite(next, deps, () => undefined);
    if (request !== undefined) await start(request);
  };

  const responseFor = (argument: unknown): Exchange | undefined => {
    if (isRecord(argument) && typeof argument['rewrite'] === 'string') {
      return sessions.get(argument['rewrite'])?.exchange();
    }
    const given = isRecord(argument) ? argument : {};
    const uri = uriFrom(given['uri']) ?? window.activeTextEditor?.document.uri;
    if (uri === undefined) return undefined;
    const { response } = given;
    if (typeof response === 'number') return reviews.responses(uri)[response];
    const session = running().find((each) => each.uri().toString() === uri.toString());
    return (
      session?.exchange() ?? lastResponses.get(uri.toString()) ?? reviews.responses(uri).at(-1)
    );
  };

  const disposables: Disposable[] = [
    pending,
    reviews,
    virtual,
    lenses,
    paint,
    status,
    busyChanged,
    lastRewrites,
    reviews.onDidChange(refresh),
    window.onDidChangeActiveTextEditor(refresh),
    window.onDidChangeVisibleTextEditors(() => {
      paint.paint();
    }),
    window.onDidChangeTextEditorSelection(() => {
      setContextKeys(reviews, lastResponses, setKey);
    }),
    onDidMove((move) => {
      for (const [key, exchange] of [...lastResponses]) {
        const to = movedUri(Uri.parse(key), move);
        if (to === undefined) continue;
        lastResponses.delete(key);
        lastResponses.set(to.toString(), exchange);
      }
    }),
    workspace.onDidCloseTextDocument(refreshSoon),
  ];
  void pending.loaded.then(refresh);
  return {
    commands: {
      ...createReviewCommands(reviews, virtual, (argument, document) =>
        previewRunning(argument, document?.uri),
      ),
      async rewriteSelection(argument) {
        await pending.loaded;
        if (isRecord(argument) && typeof argument['answer'] === 'string') {
          sessions.get(String(argument['rewrite']))?.answer(argument['answer']);
          return false;
        }
        const request = await prepareRewrite(argument, deps, (uri) => lastRewrites.get(uri));
        if (request === undefined) return false;
        const there = running().filter((session) => overlaps(session, request));
        if (there.some((session) => session.question() === undefined)) {
          ask.sentence('A rewrite of these lines is already running.');
          return false;
        }
        // A new rewrite of the same lines replaces one that is waiting for the user's answer.
        for (const session of there) session.stop();
        return start(request);
      },
      async showResponse(argument) {
        await pending.loaded;
        const exchange = responseFor(argument);
        if (exchange === undefined)
          ask.sentence('There is no rewrite response to show for this file.');
        else await deps.showInChat(exchange);
      },
    },
    applyCode: (code, info, answering = []) => applyCode(code, info, answering, deps, surface),
    insertAtCursor: (code, coming) => insertAtCursor(code, reviews, deps, coming),
    stop(argument) {
      const named = isRecord(argument) ? argument['rewrite'] : undefined;
      const stopped = running().filter(
        (session) => typeof named !== 'string' || session.id === named,
      );
      for (const session of stopped) session.stop();
      return typeof named === 'string';
    },
    busy,
    onDidChangeBusy: busyChanged.event,
    flush: () => pending.flush(),
    dispose() {
      if (timer !== undefined) clearTimeout(timer);
      for (const session of running()) session.stop();
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

function setContextKeys(
  reviews: ReviewedDocuments,
  lastResponses: ReadonlyMap<string, Exchange>,
  set: ReturnType<typeof createContextKeys>,
): void {
  const editor = window.activeTextEditor;
  const hunks = editor === undefined ? [] : reviews.hunks(editor.document);
  const line = editor?.selection.active.line ?? -1;
  const at = hunkAt(hunks, line, editor?.document.lineCount ?? 0);
  set('reviewing', hunks.length > 0);
  set('atHunk', at !== undefined);
  const uri = editor?.document.uri;
  set(
    'hasResponse',
    uri !== undefined && (lastResponses.has(uri.toString()) || reviews.responses(uri).length > 0),
  );
}

/** Whether a running rewrite has lines in common with a request. */
function overlaps(session: RewriteRun, request: RewriteRequest): boolean {
  return (
    session.uri().toString() === request.uri.toString() &&
    session.tracked
      .ranges()
      .some((range) => request.targets.some((t) => t.start < range.end && range.start < t.end))
  );
}
