/** Reviews on disk, so that a reload or a closed file does not end them. One file each, written a moment after the last change. */
import { Uri, type Disposable } from 'vscode';
import type { OpenReview } from '../../core/edit/openReview.ts';
import type { Files, Log } from '../../core/ports.ts';

export interface KeptReview {
  readonly uri: string;
  readonly baseline: string;
  /** The text that the review was last seen with. */
  readonly text: string;
}

export interface PendingReviews extends Disposable {
  /** Resolves when what was kept is here. Never rejects. */
  readonly loaded: Promise<void>;
  get(uri: Uri): KeptReview | undefined;
  uris(): readonly Uri[];
  keep(uri: Uri, review: OpenReview): void;
  forget(uri: Uri): void;
  /** Writes what waits. */
  flush(): Promise<void>;
}

const folder = 'reviews';
/** Milliseconds that a change waits for the next one. */
const patience = 500;
/** A review that nobody came back to is dropped when so many newer ones are there. */
const most = 100;

export function pendingReviews(
  files: Pick<Files, 'read' | 'list' | 'replace' | 'remove'>,
  log: Log,
): PendingReviews {
  const kept = new Map<string, KeptReview>();
  /** A file that cannot be read or makes no sense is left alone, and costs only itself. */
  const load = async (): Promise<void> => {
    for (const name of (await files.list(folder).catch(() => [])).slice(-most)) {
      try {
        const review = parse(new TextDecoder().decode(await files.read(`${folder}/${name}`)));
        if (review !== undefined && !kept.has(review.uri)) kept.set(review.uri, review);
      } catch (error) {
        log.warn(`review file unreadable: ${error instanceof Error ? error.name : 'unknown'}`);
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
        else await files.replace(path, new TextEncoder().encode(JSON.stringify(review)));
      } catch (error) {
        if (review !== undefined) {
          log.warn(`review not kept: ${error instanceof Error ? error.name : 'unknown'}`);
        }
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
    waiting.add(key);
    timer ??= setTimeout(() => void flush(), patience);
  };

  return {
    loaded: load(),
    get: (uri) => kept.get(uri.toString()),
    uris: () => [...kept.values()].map((review) => Uri.parse(review.uri)),
    keep(uri, review) {
      if (uri.scheme === 'untitled') return;
      const key = uri.toString();
      if (review.hunks().length === 0) {
        if (!kept.delete(key)) return;
      } else kept.set(key, { uri: key, baseline: review.baseline, text: review.text });
      schedule(key);
    },
    forget(uri) {
      if (kept.delete(uri.toString())) schedule(uri.toString());
    },
    flush,
    dispose: () => void flush(),
  };
}

function parse(text: string): KeptReview | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, baseline, text: kept } = value as Record<string, unknown>;
  return typeof uri === 'string' && typeof baseline === 'string' && typeof kept === 'string'
    ? { uri, baseline, text: kept }
    : undefined;
}

/** A name for an address that every file system takes: two 32-bit FNV-1a hashes. */
function fileName(key: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < key.length; i += 1) {
    a = Math.imul(a ^ key.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ key.charCodeAt(i), 0x5bd1e995) + i;
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}.json`;
}
