/** Asks before code with invisible characters is written to a file. */
import { findHiddenCharacters } from '../core/text/hiddenUnicode.ts';
import { confirmRisk } from './confirm.ts';

/** True where there are none, or the user accepts them. */
export async function confirmHiddenUnicode(text: string): Promise<boolean> {
  const found = findHiddenCharacters(text);
  if (found.length === 0) return true;
  const names = [...new Set(found.map(({ name }) => name))].slice(0, 4).join(', ');
  return confirmRisk({
    message: 'This code contains invisible characters that may change its behavior.',
    detail: `${found.length} found: ${names}.`,
    decline: "Don't Insert",
    accept: 'Insert Anyway',
  });
}
