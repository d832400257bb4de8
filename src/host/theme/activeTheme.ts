/**
 * Finds the active color theme among the installed ones. VS Code's API reports only its kind, so
 * its name is read from the settings.
 */

export type ThemeBase = 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';

export interface ContributedTheme {
  /** The theme's name in the settings. */
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

/** The active theme, or undefined if none of the given ones matches. */
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

/** Theme names have changed over time: `Default Dark Modern` is now `Dark Modern`. */
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
