/** The panel's page in a headless browser, with a scripted host in VS Code's place: the built bundle, under the real policy. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, newPage } from '../../dev/vscode/browser.ts';
import { ensureVsCode } from '../../dev/vscode/install/install.ts';
import { root } from '../../dev/vscode/paths.ts';
import { panelHtml as hostPage } from '../../src/host/chat/panelHtml.ts';
import type { ToHost, ToPanel } from '../../src/shared/protocol.ts';

export type ThemeName = 'dark' | 'light' | 'hcDark' | 'hcLight';
export const themeNames: readonly ThemeName[] = ['dark', 'light', 'hcDark', 'hcLight'];

export interface PanelPage {
  readonly page: Page;
  /** Says something to the page, as the host would, and waits for the frame that shows it. */
  tell(...messages: ToPanel[]): Promise<void>;
  /** What the page has said so far, oldest first. */
  said(): Promise<readonly ToHost[]>;
  /** What the page said last of one type. */
  last<T extends ToHost['type']>(type: T): Promise<(ToHost & { type: T }) | undefined>;
  /** What went wrong in the page: exceptions, blocked by the policy, requests. */
  readonly faults: readonly string[];
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
}

const origin = 'http://panel.localhost';

/** Builds the page once, and starts one browser for all pages of a test file. */
export async function startPanels(): Promise<{
  open(options?: PanelOptions): Promise<PanelPage>;
  close(): Promise<void>;
}> {
  built ??= buildPanel();
  const panelFiles = await built;
  const browser = await launchBrowser(await ensureVsCode());
  return {
    open: (options = {}) => openPanel(browser, panelFiles, options),
    close: () => browser.close(),
  };
}

let built: Promise<Readonly<Record<string, string>>> | undefined;

/** What users get, but for its size, by name. */
async function buildPanel(): Promise<Readonly<Record<string, string>>> {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-panel-'));
  try {
    await promisify(execFile)(process.execPath, ['esbuild.js', '--outdir', folder], { cwd: root });
    const names = readdirSync(folder).filter((name) => /^webview[\w-]*\.(?:js|css)$/.test(name));
    return Object.fromEntries(
      names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openPanel(
  browser: Browser,
  panelFiles: Readonly<Record<string, string>>,
  { theme = 'dark', width = 400, height = 800, scale = 1 }: PanelOptions,
): Promise<PanelPage> {
  const { context, page } = await newPage(browser, { width, height, scale });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': ['text/html', pageHtml(theme)],
    '/host.js': ['text/javascript', fakeApi],
    '/vscode.css': ['text/css', vscodeStyles(theme)],
    ...Object.fromEntries(
      Object.entries(panelFiles).map(([name, text]) => [
        `/${name}`,
        [name.endsWith('.js') ? 'text/javascript' : 'text/css', text] as const,
      ]),
    ),
  };
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === origin ? files[url.pathname] : undefined;
    if (file === undefined) {
      faults.push(`request to ${url.href}`);
      await route.abort();
    } else await route.fulfill({ contentType: file[0], body: file[1] });
  });
  await page.goto(origin);
  return panelPage(context, page, faults);
}

function panelPage(context: BrowserContext, page: Page, faults: readonly string[]): PanelPage {
  const said = (): Promise<readonly ToHost[]> => page.evaluate(() => window.said);
  return {
    page,
    faults,
    said,
    async tell(...messages) {
      await page.evaluate(async (data) => {
        for (const message of data) {
          window.dispatchEvent(new MessageEvent('message', { data: message }));
        }
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }, messages);
    },
    async last<T extends ToHost['type']>(type: T) {
      const all = await said();
      return all.findLast((message): message is ToHost & { type: T } => message.type === type);
    },
    async reload() {
      await page.reload();
    },
    close: () => context.close(),
  };
}

declare global {
  interface Window {
    said: ToHost[];
  }
}

/** Runs in the page before the bundle: what VS Code gives a webview. Text, since the test runner's compiler adds names of its own to functions. */
const fakeApi = `
window.said = [];
window.acquireVsCodeApi = () => ({
  postMessage: (message) => { window.said.push(structuredClone(message)); },
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
  setState: (state) => { sessionStorage.setItem('state', JSON.stringify(state)); },
});`;

interface Theme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** The variables that a real VS Code set in a webview, by theme: those that the panel's styles use. */
const themes = JSON.parse(readFileSync(join(root, 'test/fixtures/themes.json'), 'utf8')) as Record<
  ThemeName,
  Theme
>;

/** The page that the host makes, with what VS Code puts into it. */
function pageHtml(theme: ThemeName): string {
  return hostPage('webview.js', 'webview.css', 'n')
    .replace(
      '<link rel="stylesheet"',
      '<link rel="icon" href="data:,"><link rel="stylesheet" nonce="n" href="vscode.css">$&',
    )
    .replace(
      '<body>',
      `<body class="${themes[theme].bodyClass}" data-vscode-theme-kind="${theme}"><script nonce="n" src="host.js"></script>`,
    );
}

/** What VS Code puts under every webview's own styles. The side bar's colour is behind the page, which is transparent. */
function vscodeStyles(theme: ThemeName): string {
  const variables = Object.entries(themes[theme].variables).map(
    ([name, value]) => `${name}:${value};`,
  );
  return `:root{${variables.join('')}}
html{background:var(--vscode-sideBar-background)}
@layer vscode-default{
html{scrollbar-color:var(--vscode-scrollbarSlider-background) var(--vscode-editor-background)}
body{overscroll-behavior-x:none;background-color:transparent;color:var(--vscode-editor-foreground);font-family:var(--vscode-font-family);font-weight:var(--vscode-font-weight);font-size:var(--vscode-font-size);margin:0;padding:0 20px}
img,video{max-width:100%;max-height:100%}
a,a code{color:var(--vscode-textLink-foreground)}
a:focus,input:focus,select:focus,textarea:focus{outline:1px solid -webkit-focus-ring-color;outline-offset:-1px}
code{font-family:monospace;color:var(--vscode-textPreformat-foreground);background-color:var(--vscode-textPreformat-background);padding:1px 3px;border-radius:4px}
pre code{padding:0}
blockquote{background:var(--vscode-textBlockQuote-background);border-color:var(--vscode-textBlockQuote-border)}
}`;
}
