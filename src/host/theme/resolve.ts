/**
 * Converts a theme's TextMate rules to CSS variables for our token classes. Independent of VS Code.
 */
import { scopesByClass } from './scopes.ts';

/** A rule of a theme's `tokenColors`: selectors and their style. */
export interface TokenRule {
  readonly selectors: readonly string[];
  readonly foreground?: string;
  readonly fontStyle?: string;
}

export interface ThemeRules {
  readonly rules: readonly TokenRule[];
  /** The editor's text color. */
  readonly foreground?: string;
}

interface Look {
  readonly foreground?: string;
  readonly fontStyle?: string;
}

/**
 * Returns CSS variables by name: `--laplas-token-<class>`, with `-style`, `-weight` and
 * `-decoration`. Every name is set, to '' if the theme has no rule, so that the previous theme's
 * value is removed.
 */
export function resolveTokenColors({ rules, foreground }: ThemeRules): Record<string, string> {
  const variables: Record<string, string> = {
    '--laplas-token-foreground': color(foreground),
  };
  for (const [name, scopes] of Object.entries(scopesByClass)) {
    const look = firstLook(rules, scopes);
    const fontStyle = look.fontStyle ?? '';
    const key = `--laplas-token-${name}`;
    variables[key] = color(look.foreground);
    variables[`${key}-style`] = fontStyle.includes('italic') ? 'italic' : '';
    variables[`${key}-weight`] = fontStyle.includes('bold') ? 'bold' : '';
    variables[`${key}-decoration`] = decoration(fontStyle);
  }
  return variables;
}

function firstLook(rules: readonly TokenRule[], scopes: readonly string[]): Look {
  for (const scope of scopes) {
    const look = lookOf(rules, scope);
    if (look.foreground !== undefined) return look;
  }
  return {};
}

/**
 * As in TextMate, the longest selector that the scope begins with wins, and the last one among
 * equals. Color and font style are resolved separately.
 */
function lookOf(rules: readonly TokenRule[], scope: string): Look {
  let look: Look = {};
  let [colorLength, styleLength] = [-1, -1];
  for (const rule of rules) {
    for (const selector of rule.selectors) {
      if (scope !== selector && !scope.startsWith(`${selector}.`)) continue;
      if (rule.foreground !== undefined && selector.length >= colorLength) {
        colorLength = selector.length;
        look = { ...look, foreground: rule.foreground };
      }
      if (rule.fontStyle !== undefined && selector.length >= styleLength) {
        styleLength = selector.length;
        look = { ...look, fontStyle: rule.fontStyle };
      }
    }
  }
  return look;
}

/** A theme's file can contain any text, so only valid colors are put into the page's styles. */
function color(value: string | undefined): string {
  return value !== undefined && /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(value)
    ? value
    : '';
}

function decoration(fontStyle: string): string {
  const lines = [
    ...(fontStyle.includes('underline') ? ['underline'] : []),
    ...(fontStyle.includes('strikethrough') ? ['line-through'] : []),
  ];
  return lines.join(' ');
}
