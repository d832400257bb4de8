/** What failed outside an answer, in words. */
import type { DiskFault } from '../../core/ports.ts';
import { errorText } from '../../shared/errorText.ts';

/** A FileError in words, the disk's own in those of the error table; any other error by its name, since its message may hold anything. */
export function failure(error: unknown): string {
  const kind =
    typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
  if (kind === 'busy') return busy;
  if (kind === 'newer') return newer;
  const what = causes.find(([name]) => name === kind)?.[1];
  if (what === undefined) {
    return `That did not work (${error instanceof Error ? error.name : typeof error}). Try again.`;
  }
  const text = errorText({ kind: 'storage', what });
  return `${text.cause} ${text.next}`;
}

const busy = 'Another window is writing this chat. Wait until it is done, then try again.';
const newer =
  'This chat was made by a newer version of Laplas: it can be read, not changed. Update the extension.';

const causes: readonly (readonly [DiskFault, string])[] = [
  ['noSpace', 'the disk is full'],
  ['denied', 'the storage folder is read-only'],
  ['io', 'the disk reports an error'],
  ['notFound', 'the file is gone'],
  ['other', 'the storage folder can’t be used'],
];
