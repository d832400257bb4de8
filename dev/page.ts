/**
 * Runs a module in a page of the headless browser, for tests and benchmarks of the panel's
 * rendering.
 */
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './vscode/browser.ts';
import { ensureVsCode } from './vscode/install/install.ts';

export interface OpenPage {
  readonly page: Page;
  readonly browser: Browser;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  /** Styles before those of the module, such as the editor's CSS variables. */
  readonly css?: string;
  /** Attributes of the page's body. */
  readonly body?: string;
  readonly minify?: boolean;
}

/** Bundles the module in `file` like the panel and runs it with its styles in a new, empty page. */
export async function openModule(
  file: string,
  { width = 600, height = 800, css = '', body = '', minify = false }: PageOptions = {},
): Promise<OpenPage> {
  const browser = await launchBrowser(await ensureVsCode());
  try {
    const page = await browser.newPage({ viewport: { width, height } });
    const bundle = await bundleModule(file, minify);
    await page.setContent(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${css}</style><style>${bundle.css}</style></head><body ${body}></body></html>`,
    );
    await page.addScriptTag({ content: bundle.js });
    return { page, browser, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

export async function bundleModule(
  file: string,
  minify: boolean,
  nodePaths: readonly string[] = [],
): Promise<{ readonly js: string; readonly css: string }> {
  const result = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    minify,
    outdir: 'out',
    platform: 'browser',
    target: 'chrome126',
    format: 'iife',
    logLevel: 'warning',
    loader: { '.svg': 'text' },
    nodePaths: [...nodePaths],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (end: string) => result.outputFiles.find(({ path }) => path.endsWith(end))?.text;
  return { js: text('.js') ?? '', css: text('.css') ?? '' };
}
