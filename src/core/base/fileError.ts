/** Creates and recognizes the error type that the `Files` port rejects with. */
import type { FileError, FileErrorKind } from './ports.ts';

const kinds: Readonly<Record<FileErrorKind, true>> = {
  notFound: true,
  exists: true,
  noSpace: true,
  denied: true,
  io: true,
  other: true,
  busy: true,
  newer: true,
};

/**
 * `message` is shown to the user: a sentence without its full stop. It must never contain file
 * content.
 */
export function fileError(kind: FileErrorKind, message: string, cause?: unknown): FileError {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  return Object.assign(error, { name: 'FileError', kind });
}

export function isFileError(error: unknown): error is FileError {
  return (
    error instanceof Error &&
    'kind' in error &&
    typeof error.kind === 'string' &&
    Object.hasOwn(kinds, error.kind)
  );
}

/** Converts any thrown value to a FileError. */
export function toFileError(error: unknown): FileError {
  if (isFileError(error)) return error;
  return fileError('other', error instanceof Error ? error.message : 'unknown fault', error);
}
