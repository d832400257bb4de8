/** A key that must turn up nowhere, and where to look for it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Its signs are those that base64 and URLs write in another way. */
export const canary = 'sk-canary+7f3/9a=c41?d8';

const inBase64 = [0, 1, 2].flatMap((offset) => {
  const encoded = Buffer.from(`${' '.repeat(offset)}${canary}`);
  return [encoded.toString('base64'), encoded.toString('base64url')];
});

/** The canary as a server may repeat it: plain, URL-encoded, escaped in JSON, in base64 at each of its three offsets, in both alphabets. */
export const canaryForms: readonly string[] = [
  canary,
  encodeURIComponent(canary),
  encodeURIComponent(canary).toLowerCase(),
  canary.replaceAll('/', '\\/'),
  ...inBase64,
];

/** What of each form is the same whatever stands beside it. */
const signs = canaryForms.map((form) => (inBase64.includes(form) ? form.slice(4, 24) : form));

/** What a text has of the canary, in whichever form. */
export function canaryIn(text: string): string | undefined {
  return signs.find((sign) => text.includes(sign));
}

/** The files below a folder in which there is a text; with `canaryIn`, those where it says where the canary is. */
export function filesWith(folder: string, find: (text: string) => unknown): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    const kind = statSync(path, { throwIfNoEntry: false });
    return kind?.isFile() === true && Boolean(find(readFileSync(path, 'latin1')));
  });
}
