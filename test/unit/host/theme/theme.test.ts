import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureVsCode } from '../../../../dev/vscode/install/install.ts';
import { activeTheme } from '../../../../src/host/theme/activeTheme.ts';
import { customRules } from '../../../../src/host/theme/customRules.ts';
import { resolveTokenColors } from '../../../../src/host/theme/resolve.ts';
import { scopesByClass } from '../../../../src/host/theme/scopes.ts';
import { readThemeFile, tokenRules } from '../../../../src/host/theme/themeFile.ts';
import { tokenClasses } from '../../../../src/webview/highlight/tokenClasses.ts';

const rule = (scope: string | string[], foreground: string, fontStyle?: string) => ({
  scope,
  settings: { foreground, ...(fontStyle === undefined ? {} : { fontStyle }) },
});

describe('the colours of a theme', () => {
  it('are known for every class of token that the highlighter gives', () => {
    assert.deepEqual(Object.keys(scopesByClass).sort(), [...tokenClasses].sort());
  });

  it('come from the most specific rule, and of equals from the last', () => {
    const rules = tokenRules([
      rule('keyword.control', '#111111'),
      rule('keyword', '#222222'),
      rule(['comment', 'string'], '#333333', 'italic'),
      rule('string, constant.numeric', '#444444'),
      rule('source.css string.quoted', '#555555'),
    ]);
    const colors = resolveTokenColors({ rules, foreground: '#eeeeee' });
    assert.equal(colors['--laplas-token-keyword'], '#111111');
    assert.equal(colors['--laplas-token-string'], '#444444');
    assert.equal(colors['--laplas-token-string-style'], 'italic');
    assert.equal(colors['--laplas-token-number'], '#444444');
    assert.equal(colors['--laplas-token-foreground'], '#eeeeee');
  });

  it('take back what an earlier theme said where this one says nothing', () => {
    const colors = resolveTokenColors({ rules: [] });
    assert.equal(colors['--laplas-token-keyword'], '');
    assert.equal(Object.values(colors).join(''), '');
  });

  it('let nothing but colours into the page', () => {
    const rules = tokenRules([rule('comment', 'red; background: url(https://x.y)')]);
    assert.equal(resolveTokenColors({ rules })['--laplas-token-comment'], '');
  });

  it('are read with what the file includes, comments and commas too many', async () => {
    const files: Record<string, string> = {
      'themes/a.json': `{ // mine\n"include": "../base/b.json", "tokenColors": [{"scope":"string","settings":{"foreground":"#1"}},], }`,
      'base/b.json':
        '{"include":"../themes/a.json","colors":{"editor.foreground":"#abcdef"},"tokenColors":[{"scope":"comment","settings":{"fontStyle":"bold underline"}}]}',
    };
    const read = (path: string) => Promise.resolve(files[path] ?? '');
    const { rules, foreground } = await readThemeFile('./themes/a.json'.slice(2), read);
    assert.equal(foreground, '#abcdef');
    assert.deepEqual(rules.at(-1), { selectors: ['string'], foreground: '#1' });
    assert.ok(rules.some(({ fontStyle }) => fontStyle === 'bold underline'));
  });

  it('are the user’s own where the settings say so, by short names too, for every theme and for this one', () => {
    const setting = {
      comments: '#111111',
      strings: { foreground: '#222222', fontStyle: 'italic' },
      keywords: '#333333',
      numbers: '#444444',
      types: '#555555',
      functions: '#666666',
      variables: '#777777',
      textMateRules: [rule('constant.numeric', '#888888')],
      '[Mine][Other]': { comments: '#999999' },
      '[Mi*]': { types: '#aaaaaa' },
      '[Another]': { functions: '#bbbbbb' },
    };
    const theme = tokenRules([rule(['comment', 'keyword.operator'], '#cccccc')]);
    const colors = resolveTokenColors({ rules: [...theme, ...customRules(setting, 'Mine')] });
    const expected = {
      comment: '#999999',
      string: '#222222',
      'string-style': 'italic',
      keyword: '#333333',
      storage: '#333333',
      operator: '#cccccc',
      number: '#888888',
      type: '#aaaaaa',
      function: '#666666',
      variable: '#777777',
    };
    for (const [name, color] of Object.entries(expected)) {
      assert.equal(colors[`--laplas-token-${name}`], color, name);
    }
    assert.deepEqual(customRules('no object', 'Mine'), []);
  });

  it('are those of the default theme of high contrast where such a theme lacks them', async function () {
    // The first run installs VS Code.
    this.timeout(240_000);
    const { vscode } = await ensureVsCode();
    const folder = join(vscode, 'extensions/theme-defaults/themes');
    const css = await readFile('src/webview/styles/code.css', 'utf8');
    for (const [selector, file] of [
      ['.vscode-high-contrast', 'hc_black.json'],
      ['.vscode-high-contrast-light', 'hc_light.json'],
    ] as const) {
      const theme = await readThemeFile(file, (path) => readFile(join(folder, path), 'utf8'));
      const colors = resolveTokenColors(theme);
      const block = css.split(`\n${selector} {`)[1]?.split('}')[0] ?? '';
      for (const [, name = '', color] of block.matchAll(/--token-(\w+): (#\w+);/g)) {
        const own = colors[`--laplas-token-${name}`]?.toLowerCase();
        if (own !== '') assert.equal(color, own, `${selector} ${name}`);
      }
      assert.equal(
        block.split('--token-').length,
        css.split('.vscode-light {')[1]?.split('}')[0]?.split('--token-').length,
      );
    }
  });
});

describe('the active theme', () => {
  const themes = [
    { id: 'Dark Modern', label: '%dark%', base: 'vs-dark' },
    { id: 'Light Modern', label: '%light%', base: 'vs' },
    { id: 'Default High Contrast', label: '%hc%', base: 'hc-black' },
  ] as const;
  const settings = {
    colorTheme: 'Dark Modern',
    preferredDark: 'Dark Modern',
    preferredLight: 'Light Modern',
    preferredHighContrast: 'Default High Contrast',
    preferredHighContrastLight: '',
    autoDetectColorScheme: false,
  };

  it('is the one of the settings, by its present or its former name', () => {
    assert.equal(activeTheme(themes, settings, 'vs-dark')?.id, 'Dark Modern');
    const former = { ...settings, colorTheme: 'Default Dark Modern' };
    assert.equal(activeTheme(themes, former, 'vs-dark')?.id, 'Dark Modern');
  });

  it('is the preferred one of its kind where the system decides', () => {
    const auto = { ...settings, autoDetectColorScheme: true };
    assert.equal(activeTheme(themes, auto, 'vs')?.id, 'Light Modern');
    assert.equal(activeTheme(themes, settings, 'hc-black')?.id, 'Default High Contrast');
  });

  it('is none of the known ones where their kind is another', () => {
    assert.equal(activeTheme(themes, settings, 'hc-light'), undefined);
  });
});
