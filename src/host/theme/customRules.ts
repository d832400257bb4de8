/**
 * The rules of `editor.tokenColorCustomizations`: first those for all themes, then those for the
 * active one.
 */
import type { TokenRule } from './resolve.ts';
import { asRecord, tokenRules } from './themeFile.ts';

/**
 * The scopes for the setting's short names, in the order in which VS Code applies them (its
 * colorThemeData.ts).
 */
const scopesByGroup = {
  comments: ['comment', 'punctuation.definition.comment'],
  strings: ['string', 'meta.embedded.assembly'],
  // VS Code also includes `keyword` without its operators, which our rules can't express.
  keywords: ['keyword.control', 'storage', 'storage.type'],
  numbers: ['constant.numeric'],
  types: ['entity.name.type', 'entity.name.class', 'support.type', 'support.class'],
  functions: ['entity.name.function', 'support.function'],
  variables: ['variable', 'entity.name.variable'],
} as const;

/** @param setting The setting's value, not validated. */
export function customRules(setting: unknown, themeId: string): TokenRule[] {
  const all = asRecord(setting);
  const ofTheme = Object.entries(all).filter(([key]) => namesTheme(key, themeId));
  return [all, ...ofTheme.map(([, value]) => asRecord(value))].flatMap(rulesOf);
}

function rulesOf(customized: Readonly<Record<string, unknown>>): TokenRule[] {
  const groups = Object.entries(scopesByGroup).flatMap(([name, scope]) => {
    const value = customized[name];
    if (value === undefined) return [];
    const settings = typeof value === 'string' ? { foreground: value } : value;
    return tokenRules([{ scope, settings }]);
  });
  return [...groups, ...tokenRules(customized['textMateRules'])];
}

/** Whether a key such as `[Monokai][Abyss*]` matches the theme. `*` matches any text. */
function namesTheme(key: string, themeId: string): boolean {
  if (!/^(?:\[[^[\]]+\])+$/.test(key)) return false;
  return key
    .slice(1, -1)
    .split('][')
    .some((name) => {
      const [start = '', ...rest] = name.split('*');
      const end = rest.at(-1);
      if (end === undefined) return name === themeId;
      return (
        themeId.length >= start.length + end.length &&
        themeId.startsWith(start) &&
        themeId.endsWith(end)
      );
    });
}
