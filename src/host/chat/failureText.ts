/** What failed outside an answer, in words. */
import { isFileError } from '../../core/base/fileError.ts';
import type { FileErrorKind } from '../../core/base/ports.ts';

/** A FileError in words; any other error by its name, since its message may hold anything. */
export function failureText(error: unknown): string {
  if (isFileError(error)) return words[error.kind];
  return `Something went wrong (${error instanceof Error ? error.name : typeof error}). Try again.`;
}

/** For reading and for writing alike. */
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
