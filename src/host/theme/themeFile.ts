/** Reads a colour theme's file, with the files that it includes. */
import { parse } from 'jsonc-parser';
import type { ThemeRules, TokenRule } from './resolve.ts';

/** Files that include files, at most: a theme that includes itself ends. */
const maxIncludes = 8;

/**
 * @param read Gives the text of a file whose path is relative to the first one's folder; '' for the first one.
 * @throws what `read` throws for the first file. One that is included and cannot be read counts as empty.
 */
export async function readThemeFile(
  path: string,
  read: (path: string) => Promise<string>,
): Promise<ThemeRules> {
  return readFile(path, read, 0);
}

async function readFile(
  path: string,
  read: (path: string) => Promise<string>,
  depth: number,
): Promise<ThemeRules> {
  const theme = asRecord(parse(await read(path), [], { allowTrailingComma: true }));
  const included = theme['include'];
  let base: ThemeRules = { rules: [] };
  if (typeof included === 'string' && depth < maxIncludes) {
    base = await readFile(joinPath(path, included), read, depth + 1).catch(() => base);
  }
  const foreground = asRecord(theme['colors'])['editor.foreground'] ?? base.foreground;
  return {
    rules: [...base.rules, ...tokenRules(theme['tokenColors'])],
    ...(typeof foreground === 'string' ? { foreground } : {}),
  };
}

/** The rules in a `tokenColors` or `textMateRules` array; whatever is no rule is passed over. */
export function tokenRules(value: unknown): TokenRule[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const rule = asRecord(each);
    const { foreground, fontStyle } = asRecord(rule['settings']);
    const selectors = scopeNames(rule['scope']);
    if (selectors.length === 0) return [];
    return [
      {
        selectors,
        ...(typeof foreground === 'string' ? { foreground } : {}),
        ...(typeof fontStyle === 'string' ? { fontStyle } : {}),
      },
    ];
  });
}

/** Selectors of one scope. Those that ask for a scope around it, or without another, do not fit a token of which that is not known. */
function scopeNames(value: unknown): string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts
    .flatMap((text: unknown) => (typeof text === 'string' ? text.split(',') : []))
    .map((selector) => selector.trim())
    .filter((selector) => selector !== '' && !/[\s>()|&]/.test(selector));
}

export function joinPath(from: string, to: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
