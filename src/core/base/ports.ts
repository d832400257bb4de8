/** What the core needs from the platform it runs on: interfaces only, so that a test can stand in for each. */

/** The part of the Fetch standard's `Response` that the client reads. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: {
    getReader(): {
      read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
      cancel(reason?: unknown): Promise<void>;
    };
  } | null;
  text(): Promise<string>;
}

export interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect: 'error' | 'manual';
  readonly signal: AbortSignal;
  /**
   * Called with `connecting` when the request begins, and with `connected` when it is on its way over a connection.
   * Never called where the platform does not tell.
   */
  readonly onConnection?: (state: 'connecting' | 'connected') => void;
}

/** Rejects with the platform's own error when no response came; never rejects for a status. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back: for durations. */
  monotonic(): number;
  /** Calls `callback` once after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Evenly distributed in [0, 1). */
export type Random = () => number;

/** A new identifier that is unique among all windows: lower-case letters, digits and hyphens, so that it can name a file. */
export type NewId = () => string;

/**
 * The path of a file once all links on the way are followed. Takes and gives the platform's absolute paths. Undefined for a link
 * that leads to nowhere; rejects where there is no file of that name.
 */
export type RealPath = (path: string) => Promise<string | undefined>;

/** Absolute paths of git's files that lie in no repository; any may be absent. */
export interface GitPlaces {
  /** What `~` stands for. */
  readonly home: string;
  /** Configuration files, the later ones having the last word. */
  readonly configs: readonly string[];
  /** The ignore file where `core.excludesFile` names none. */
  readonly ignore: string;
}

/** Sizes, ids, statuses, timings. Never a header's value, a prompt or a reply. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Why a file operation failed; every other cause is `other`. */
export type DiskFault = 'notFound' | 'exists' | 'noSpace' | 'denied' | 'io' | 'other';

/** `busy`: another window is writing the file; `newer`: a newer version made it. The disk is well in both cases. */
export type FileErrorKind = DiskFault | 'busy' | 'newer';

export interface FileError extends Error {
  readonly kind: FileErrorKind;
}

/**
 * Files below the extension's storage folder. Paths are relative to it, with `/` between their parts.
 * Every operation rejects with a FileError.
 */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  /** Names in a folder, files and folders alike; an absent folder is empty. */
  list(path: string): Promise<readonly string[]>;
  /** Size in bytes and the time of the last change, in milliseconds since the epoch. */
  stat(path: string): Promise<{ readonly size: number; readonly modified: number }>;
  /** Adds bytes at the end, makes the file and its folders where they are absent. On disk when it resolves, if `sync`. */
  append(path: string, bytes: Uint8Array, options: { readonly sync: boolean }): Promise<void>;
  /** `append` may keep the file open for the next one: lets go of it. */
  close(path: string): Promise<void>;
  /** Replaces the file in one step: after a crash there is the old content or the new, never a part. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes the file with this content unless it exists already: then false. One caller among all processes gets true. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
}
