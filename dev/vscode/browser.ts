/** Launches the headless browser that shows the workbench. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browserIn } from './install/browser.ts';
import type { Installation } from './install/install.ts';

/** Keeps the page's requests on this machine: all other names fail to resolve. */
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

/** Time limit of a step on a busy machine, in milliseconds. */
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

/** Opens a page with its own profile, without data stored by other pages. */
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
