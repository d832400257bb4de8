/** Interfaces for everything core needs from its platform, so that tests can replace each one. */

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
   * Called with `connecting` when the request starts, and with `connected` when it is being sent
   * over an open connection. Never called on platforms that don't report this.
   */
  readonly onConnection?: (state: 'connecting' | 'connected') => void;
}

/**
 * Rejects with the platform's own error if no response was received. Never rejects because of a
 * status.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start, never decreasing. For durations. */
  monotonic(): number;
  /** Calls `callback` once after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Returns a uniformly distributed number in [0, 1). */
export type Random = () => number;

/**
 * Returns a new identifier, unique across all windows. It consists of lower-case letters, digits
 * and hyphens, so that it can be a file name.
 */
export type NewId = () => string;

/**
 * Resolves symbolic links in a path. Both paths are absolute paths of the platform. Undefined for a
 * dangling link. Rejects if the file does not exist.
 */
export type RealPath = (path: string) => Promise<string | undefined>;

/** Absolute paths of Git's files outside any repository. Any of them may not exist. */
export interface GitPlaces {
  /** The home directory, for `~`. */
  readonly home: string;
  /** Configuration files. Later ones take precedence. */
  readonly configs: readonly string[];
  /** The ignore file used if `core.excludesFile` isn't set. */
  readonly ignore: string;
}

/** For sizes, ids, statuses and timings. Never log a header's value, a prompt or a response. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Why a disk operation failed. Any other cause is `other`. */
export type DiskFault = 'notFound' | 'exists' | 'noSpace' | 'denied' | 'io' | 'other';

/**
 * `busy`: another window is writing the file. `newer`: a newer version of Laplas created it.
 * Neither is a disk problem.
 */
export type FileErrorKind = DiskFault | 'busy' | 'newer';

export interface FileError extends Error {
  readonly kind: FileErrorKind;
}

/**
 * Files in the extension's storage folder. Paths are relative to it, separated by `/`. Every
 * operation rejects with a FileError.
 */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  /** Lists the names of files and folders in a folder. A missing folder counts as empty. */
  list(path: string): Promise<readonly string[]>;
  /** Size in bytes and modification time in milliseconds since the epoch. */
  stat(path: string): Promise<{ readonly size: number; readonly modified: number }>;
  /**
   * Appends bytes. Creates the file and its folders if they don't exist. With `sync`, the bytes are
   * on disk when it resolves.
   */
  append(path: string, bytes: Uint8Array, options: { readonly sync: boolean }): Promise<void>;
  /** Closes the file if `append` keeps it open. */
  close(path: string): Promise<void>;
  /** Replaces the file atomically: after a crash it has either the old or the new content. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /**
   * Creates the file with this content. Resolves with false if it exists already. Atomic: only one
   * caller across all processes gets true.
   */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
}
