/** Error texts for failures outside a response. */
import { isFileError } from '../../core/base/fileError.ts';
import type { FileErrorKind } from '../../core/base/ports.ts';

/**
 * The text for a FileError. Any other error is named by its class, since its message may contain
 * anything.
 */
export function failureText(error: unknown): string {
  if (isFileError(error)) return words[error.kind];
  return `Something went wrong (${error instanceof Error ? error.name : typeof error}). Try again.`;
}

/** The texts apply to both reading and writing. */
const words: Readonly<Record<FileErrorKind, string>> = {
  notFound: 'This chat couldn’t be found. It might have been deleted in another window.',
  exists: 'A chat with this ID already exists. Nothing was changed.',
  noSpace: 'The disk is full. Free some space, then try again.',
  denied: 'Laplas can’t access its storage folder. Check the folder’s permissions, then try again.',
  io: 'The disk reported an error. Check the disk, then try again.',
  other: 'Laplas can’t use its storage folder. Try again, or see the log for details.',
  busy: 'Another window is writing this chat. Wait until it’s done, then try again.',
  newer:
    'This chat was made by a newer version of Laplas, so it’s read-only. Update Laplas to change it.',
};
