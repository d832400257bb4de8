/** The headless browser that shows the workbench. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browserIn } from './install/browser.ts';
import type { Installation } from './install/install.ts';

/** Nothing leaves this machine from the page: every other name fails to resolve. */
const loopbackOnly =
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost';

const browserArguments = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-renderer-backgrounding',
  loopbackOnly,
];

/** How long a step may take on a busy machine, in milliseconds. */
const stepLimit = 60_000;

export interface PageSize {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
}

export async function launchBrowser(installation: Installation): Promise<Browser> {
  const { executablePath, env } = await browserIn(installation.chromium);
  return chromium.launch({
    executablePath,
    env: definedOnly(env),
    args: browserArguments,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** A page with a profile of its own: nothing that another page stored is in it. */
export async function newPage(
  browser: Browser,
  { width, height, scale = 1 }: PageSize,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(stepLimit);
  return { context, page: await context.newPage() };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
