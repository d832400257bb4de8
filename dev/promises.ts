/** Generates docs/promises.md: lists for each promise the test files whose titles name it. */
import { readdirSync, readFileSync } from 'node:fs';
import { format } from 'prettier';

const root = new URL('..', import.meta.url);

/** The test files that name a promise in a title, by the promise's number. */
export function promiseTests(): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  const names = readdirSync(new URL('test/', root), { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => each.endsWith('.test.ts')).sort()) {
    const path = `test/${name.replaceAll('\\', '/')}`;
    for (const [, number] of readFileSync(new URL(path, root), 'utf8').matchAll(
      /\bpromise (\d+):/g,
    ))
      found.set(Number(number), (found.get(Number(number)) ?? new Set()).add(path));
  }
  return new Map(
    [...found].sort(([a], [b]) => a - b).map(([number, paths]) => [number, [...paths]]),
  );
}

/** The numbers of the promises described in a text. */
export function describedPromises(text: string): readonly number[] {
  return [...text.matchAll(/^\*\*(\d+)\. /gm)].map(([, number]) => Number(number));
}

export async function promises(): Promise<string> {
  const rows = [...promiseTests()].map(
    ([number, paths]) =>
      `- ${number}: ${paths.map((path) => `[${path.slice(5)}](../${path})`).join(', ')}`,
  );
  const text = readFileSync(new URL('docs/promises.md', root), 'utf8').replace(
    /(<!-- promises:[^\n]*-->\n)[\s\S]*?(<!-- \/promises -->)/,
    (_, start: string, end: string) => `${start}\n${rows.join('\n')}\n\n${end}`,
  );
  return format(text, { parser: 'markdown', printWidth: 100 });
}
