/** Reads a color theme's file and the files it includes. */
import { parse } from 'jsonc-parser';
import type { ThemeRules, TokenRule } from './resolve.ts';

/** Maximum depth of includes, so that a theme that includes itself ends. */
const maxIncludes = 8;

/**
 * @param read Returns a file's text. Paths are relative to the theme's extension.
 * @throws what `read` throws for the first file. An included file that can't be read counts as
 * empty.
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

/** The rules in a `tokenColors` or `textMateRules` array. Skips invalid ones. */
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

/**
 * Returns selectors of a single scope. Skips those that require or exclude another scope, since a
 * token's surrounding scopes aren't known here.
 */
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
