/** From a theme's rules for TextMate scopes to CSS variables for our classes of token. Knows no VS Code: it is given what was read. */
import { scopesByClass } from './scopes.ts';

/** A rule of a theme's `tokenColors`: for these selectors, this look. */
export interface TokenRule {
  readonly selectors: readonly string[];
  readonly foreground?: string;
  readonly fontStyle?: string;
}

export interface ThemeRules {
  readonly rules: readonly TokenRule[];
  /** The editor's own text colour. */
  readonly foreground?: string;
}

interface Look {
  readonly foreground?: string;
  readonly fontStyle?: string;
}

/**
 * CSS variables by name: `--laplas-token-<class>`, with `-style`, `-weight` and `-decoration`. Every name is there, with ''
 * where the theme says nothing, so that what an earlier theme said is taken back.
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

/** As TextMate does: of the selectors that a scope begins with, the longest counts, and of equals the last. Colour and style each on their own. */
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

/** A theme is a file of somebody's: only what is a colour gets into the page's styles. */
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
