/**
 * Stores pending reviews on disk, so that they survive a reload or a closed file: one file per
 * review, written shortly after the last change.
 */
import { Uri, workspace, type Disposable } from 'vscode';
import { isRecord } from '../../core/base/guards.ts';
import { parseExchange, type Exchange } from '../../core/rewrite/exchange.ts';
import type { OpenReview } from '../../core/review/openReview.ts';
import type { Files, Log } from '../../core/base/ports.ts';
import { openDocument } from '../editor/documents.ts';

export interface StoredReview {
  readonly uri: string;
  readonly baseline: string;
  /** The document's text at the review's last change. */
  readonly text: string;
  /** The responses that led to it, oldest first. */
  readonly responses: readonly Exchange[];
}

export type ReviewFiles = Pick<Files, 'read' | 'list' | 'stat' | 'replace' | 'remove'>;

export interface ReviewStorage {
  /**
   * Files in the extension's storage for this workspace. Undefined in a window without a workspace.
   */
  readonly own?: ReviewFiles;
  /**
   * Files in the extension's global storage: reviews of windows without a workspace. Earlier
   * versions stored all reviews there.
   */
  readonly shared: ReviewFiles;
}

export interface StoredReviews extends Disposable {
  /** Resolves when the stored reviews have been read. Never rejects. */
  readonly loaded: Promise<void>;
  get(uri: Uri): StoredReview | undefined;
  /** The reviews of this window. */
  uris(): readonly Uri[];
  keep(uri: Uri, review: OpenReview, responses: readonly Exchange[]): void;
  forget(uri: Uri): void;
  /** Stores the same review under another URI. */
  move(from: Uri, to: Uri): void;
  /** Writes all pending changes. */
  flush(): Promise<void>;
}

const folder = 'reviews';
/** Milliseconds to wait after a change, so that further changes are written with it. */
const patience = 500;
/** Maximum number of stored reviews. Beyond it, the oldest are removed. */
const most = 100;

export function createStoredReviews({ own, shared }: ReviewStorage, log: Log): StoredReviews {
  const files = own ?? shared;
  const kept = new Map<string, StoredReview>();
  /**
   * Without a workspace, any window may have stored a review in the shared folder. It belongs to
   * this window once its document is open here.
   */
  const isOurs = (uri: string): boolean =>
    own !== undefined || touched.has(uri) || openDocument(Uri.parse(uri)) !== undefined;
  const touched = new Set<string>();

  const load = async (): Promise<void> => {
    for (const [, review] of await readAll(files, log)) {
      if (!kept.has(review.uri)) kept.set(review.uri, review);
    }
    if (own === undefined) return;
    for (const [path, review] of await readAll(shared, log)) {
      const uri = Uri.parse(review.uri);
      if (workspace.getWorkspaceFolder(uri) === undefined) continue;
      try {
        if (!kept.has(review.uri)) {
          await own.replace(`${folder}/${fileName(review.uri)}`, encode(review));
          kept.set(review.uri, review);
        }
        await shared.remove(path);
      } catch (error) {
        log.warn(`review not moved: ${nameOfError(error)}`);
      }
    }
  };
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const keys = [...waiting];
    waiting.clear();
    for (const key of keys) {
      const review = kept.get(key);
      const path = `${folder}/${fileName(key)}`;
      try {
        if (review === undefined) await files.remove(path);
        else await files.replace(path, encode(review));
      } catch (error) {
        if (review !== undefined) log.warn(`review not stored: ${nameOfError(error)}`);
      }
    }
  };
  const flush = (): Promise<void> => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };
  const schedule = (key: string): void => {
    touched.add(key);
    waiting.add(key);
    timer ??= setTimeout(() => void flush(), patience);
  };
  const forget = (uri: Uri): void => {
    if (kept.delete(uri.toString())) schedule(uri.toString());
  };

  return {
    loaded: load(),
    get: (uri) => kept.get(uri.toString()),
    uris: () => [...kept.keys()].filter(isOurs).map((uri) => Uri.parse(uri)),
    keep(uri, review, responses) {
      if (uri.scheme === 'untitled') return;
      const key = uri.toString();
      if (review.hunks().length === 0) {
        if (!kept.delete(key)) return;
      } else {
        kept.set(key, { uri: key, baseline: review.baseline, text: review.text, responses });
      }
      schedule(key);
    },
    forget,
    move(from, to) {
      const review = kept.get(from.toString());
      if (review === undefined) return;
      forget(from);
      kept.set(to.toString(), { ...review, uri: to.toString() });
      schedule(to.toString());
    },
    flush,
    dispose: () => void flush(),
  };
}

/**
 * Reads the newest reviews with their paths, and removes older ones. A file that can't be read is
 * skipped and not removed.
 */
async function readAll(
  files: ReviewFiles,
  log: Log,
): Promise<readonly (readonly [string, StoredReview])[]> {
  const dated: { readonly path: string; readonly modified: number }[] = [];
  for (const name of await files.list(folder).catch(() => [])) {
    const path = `${folder}/${name}`;
    const modified = await files.stat(path).then(
      (found) => found.modified,
      () => undefined,
    );
    if (modified !== undefined) dated.push({ path, modified });
  }
  dated.sort((a, b) => b.modified - a.modified);
  for (const { path } of dated.slice(most)) await files.remove(path).catch(() => undefined);
  const reviews: (readonly [string, StoredReview])[] = [];
  for (const { path } of dated.slice(0, most)) {
    try {
      const review = parse(new TextDecoder().decode(await files.read(path)));
      if (review !== undefined) reviews.push([path, review]);
    } catch (error) {
      log.warn(`review file unreadable: ${nameOfError(error)}`);
    }
  }
  return reviews;
}

function nameOfError(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

function encode(review: StoredReview): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(review));
}

function parse(text: string): StoredReview | undefined {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) return undefined;
  const { uri, baseline, text: kept, responses } = value;
  if (typeof uri !== 'string' || typeof baseline !== 'string' || typeof kept !== 'string') {
    return undefined;
  }
  const list: readonly unknown[] = Array.isArray(responses) ? responses : [];
  return {
    uri,
    baseline,
    text: kept,
    responses: list.map(parseExchange).filter((each) => each !== undefined),
  };
}

/** Maps a URI to a file name that is valid on every file system: two 32-bit FNV-1a hashes. */
function fileName(key: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < key.length; i += 1) {
    a = Math.imul(a ^ key.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ key.charCodeAt(i), 0x5bd1e995) + i;
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}.json`;
}
