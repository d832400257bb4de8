/** What failed outside an answer, in words. */
import type { FileErrorKind } from '../../core/ports.ts';
import { errorText } from '../../shared/errorText.ts';

/** A FileError in the words of the error table; any other error by its name, since its message may hold anything. */
export function failure(error: unknown): string {
  const kind =
    typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
  const what = causes.find(([name]) => name === kind)?.[1];
  if (what === undefined) {
    return `That did not work (${error instanceof Error ? error.name : typeof error}). Try again.`;
  }
  const text = errorText({ kind: 'storage', what });
  return `${text.cause} ${text.next}`;
}

const causes: readonly (readonly [FileErrorKind, string])[] = [
  ['noSpace', 'the disk is full'],
  ['denied', 'the storage folder is read-only'],
  ['io', 'the disk reports an error'],
  ['notFound', 'the file is gone'],
  ['other', 'the storage folder can’t be used'],
];
