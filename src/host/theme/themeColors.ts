/** The user's color theme for code in the panel, read again when the theme changes. */
import * as vscode from 'vscode';
import type { Log } from '../../core/base/ports.ts';
import {
  activeTheme,
  type ContributedTheme,
  type ThemeBase,
  type ThemeSettings,
} from './activeTheme.ts';
import { customRules } from './customRules.ts';
import { resolveTokenColors, type ThemeRules } from './resolve.ts';
import { asRecord, readThemeFile } from './themeFile.ts';

/**
 * CSS variables by name. '' removes a variable. The panel sets them on its root element: the
 * `theme` message.
 */
export type ThemeVariables = Readonly<Record<string, string>>;

export interface ThemeColors extends vscode.Disposable {
  /**
   * The active theme's variables. Never rejects: if the theme can't be read, the page's default
   * colors for its kind apply.
   */
  current(): Promise<ThemeVariables>;
}

interface InstalledTheme extends ContributedTheme {
  readonly extension: vscode.Uri;
  readonly path: string;
}

const relevantSettings = [
  'workbench.colorTheme',
  'workbench.preferredDarkColorTheme',
  'workbench.preferredLightColorTheme',
  'workbench.preferredHighContrastColorTheme',
  'workbench.preferredHighContrastLightColorTheme',
  'window.autoDetectColorScheme',
  'editor.tokenColorCustomizations',
];

/** @param onChange Called with the variables of each new active theme. */
export function createThemeColors(
  onChange: (variables: ThemeVariables) => void,
  log: Log,
): ThemeColors {
  let latest = 0;
  const current = () => readVariables(log);
  const changed = async () => {
    const turn = ++latest;
    const variables = await current();
    if (turn === latest) onChange(variables);
  };
  const subscriptions = [
    vscode.window.onDidChangeActiveColorTheme(() => void changed()),
    vscode.extensions.onDidChange(() => void changed()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (relevantSettings.some((name) => event.affectsConfiguration(name))) void changed();
    }),
  ];
  return {
    current,
    dispose: () => {
      latest++;
      for (const each of subscriptions) each.dispose();
    },
  };
}

async function readVariables(log: Log): Promise<ThemeVariables> {
  const theme = activeTheme(installedThemes(), readSettings(), activeBase());
  if (theme === undefined) return resolveTokenColors({ rules: [] });
  try {
    const file = await readThemeFile(theme.path, async (path) => {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(theme.extension, path));
      return new TextDecoder().decode(bytes);
    });
    return resolveTokenColors(withCustomizations(file, theme.id));
  } catch {
    log.warn('the color theme could not be read: code has the default colors');
    return resolveTokenColors({ rules: [] });
  }
}

function installedThemes(): InstalledTheme[] {
  return vscode.extensions.all.flatMap(({ extensionUri, packageJSON }) => {
    const themes = asRecord(asRecord(packageJSON)['contributes'])['themes'];
    if (!Array.isArray(themes)) return [];
    return themes.flatMap((each: unknown) => {
      const { id, label, uiTheme, path } = asRecord(each);
      if (typeof path !== 'string' || !isBase(uiTheme)) return [];
      const name = typeof label === 'string' ? label : '';
      return [
        {
          id: typeof id === 'string' ? id : name,
          label: name,
          base: uiTheme,
          extension: extensionUri,
          path,
        },
      ];
    });
  });
}

function isBase(value: unknown): value is ThemeBase {
  return value === 'vs' || value === 'vs-dark' || value === 'hc-black' || value === 'hc-light';
}

function activeBase(): ThemeBase {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return 'vs';
    case vscode.ColorThemeKind.Dark:
      return 'vs-dark';
    case vscode.ColorThemeKind.HighContrast:
      return 'hc-black';
    case vscode.ColorThemeKind.HighContrastLight:
      return 'hc-light';
  }
}

function readSettings(): ThemeSettings {
  const workbench = vscode.workspace.getConfiguration('workbench');
  const window = vscode.workspace.getConfiguration('window');
  return {
    colorTheme: workbench.get('colorTheme', ''),
    preferredDark: workbench.get('preferredDarkColorTheme', ''),
    preferredLight: workbench.get('preferredLightColorTheme', ''),
    preferredHighContrast: workbench.get('preferredHighContrastColorTheme', ''),
    preferredHighContrastLight: workbench.get('preferredHighContrastLightColorTheme', ''),
    autoDetectColorScheme: window.get('autoDetectColorScheme', false),
  };
}

/** The user's own rules are last, so that they win. */
function withCustomizations(file: ThemeRules, id: string): ThemeRules {
  const customized = vscode.workspace.getConfiguration('editor').get('tokenColorCustomizations');
  return { ...file, rules: [...file.rules, ...customRules(customized, id)] };
}
