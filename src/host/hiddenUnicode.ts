/** Asks before code with characters that cannot be seen gets into a file. */
import { window } from 'vscode';
import { findHiddenCharacters } from '../core/text/hiddenUnicode.ts';

/** True where there is none, or the user wants it all the same. */
export async function confirmHiddenUnicode(text: string): Promise<boolean> {
  const found = findHiddenCharacters(text);
  if (found.length === 0) return true;
  const names = [...new Set(found.map(({ name }) => name))].slice(0, 4).join(', ');
  const insert = 'Insert All the Same';
  const answer = await window.showWarningMessage(
    'This code holds characters that cannot be seen. They can make it do something else than it shows.',
    { modal: true, detail: `${found.length} found: ${names}.` },
    insert,
  );
  return answer === insert;
}
