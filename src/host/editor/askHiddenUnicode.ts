/** Asks before code with invisible characters is written to a file. */
import { findHiddenCharacters } from '../../core/base/hiddenUnicode.ts';
import { confirmRisk } from '../base/confirm.ts';

/**
 * The code that the user accepted last: Apply passes code on to Insert at Cursor, which asks too.
 */
let accepted: string | undefined;

/**
 * Returns true if `text` has no invisible characters or the user accepts them. Asks only once about
 * the same text.
 */
export async function confirmHiddenUnicode(text: string): Promise<boolean> {
  const found = findHiddenCharacters(text);
  if (found.length === 0 || text === accepted) return true;
  const names = [...new Set(found.map(({ name }) => name))].slice(0, 4).join(', ');
  const isAccepted = await confirmRisk({
    message: 'This code contains invisible characters that may change its behavior.',
    detail: `${found.length} found: ${names}.`,
    decline: "Don't Insert",
    accept: 'Insert Anyway',
  });
  if (isAccepted) accepted = text;
  return isAccepted;
}
