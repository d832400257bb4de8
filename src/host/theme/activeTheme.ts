/** Which of the contributed colour themes is the active one. VS Code tells its kind, not its name: the settings do. */

export type ThemeBase = 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';

export interface ContributedTheme {
  /** What the settings call it. */
  readonly id: string;
  readonly label: string;
  readonly base: ThemeBase;
}

export interface ThemeSettings {
  readonly colorTheme: string;
  readonly preferredDark: string;
  readonly preferredLight: string;
  readonly preferredHighContrast: string;
  readonly preferredHighContrastLight: string;
  readonly autoDetectColorScheme: boolean;
}

/** The theme that shows now, or undefined where none of those that are known can be it. */
export function activeTheme<Theme extends ContributedTheme>(
  themes: readonly Theme[],
  settings: ThemeSettings,
  base: ThemeBase,
): Theme | undefined {
  const preferred = {
    vs: settings.preferredLight,
    'vs-dark': settings.preferredDark,
    'hc-black': settings.preferredHighContrast,
    'hc-light': settings.preferredHighContrastLight,
  }[base];
  const names = settings.autoDetectColorScheme
    ? [preferred, settings.colorTheme]
    : [settings.colorTheme, preferred];
  for (const name of names) {
    const found = byName(themes, name);
    if (found?.base === base) return found;
  }
  return undefined;
}

/** Names changed over time: what was `Default Dark Modern` is `Dark Modern`. */
function byName<Theme extends ContributedTheme>(
  themes: readonly Theme[],
  name: string,
): Theme | undefined {
  const plain = (text: string) => text.replace(/^Default (?!High Contrast)/, '').toLowerCase();
  return (
    themes.find(({ id }) => id === name) ??
    themes.find(({ label }) => label === name) ??
    themes.find(({ id, label }) => plain(id) === plain(name) || plain(label) === plain(name))
  );
}
