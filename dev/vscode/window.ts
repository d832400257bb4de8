/** Opens a window with Laplas on a copy of a project, with its own local API server. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DEMO_KEY, startApiServer, type ApiServer } from '../server/server.ts';
import { newPage, type PageSize } from './browser.ts';
import { untilReady } from './drive.ts';
import { root, sampleProject } from './paths.ts';
import type { Settings } from './settings.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

export interface WindowOptions {
  /** The project to copy; the sample project by default. */
  readonly project?: string;
  readonly settings?: Settings;
  readonly size?: PageSize;
  /** Value of LAPLAS_API_KEY: the demo key by default, unset for null. */
  readonly key?: string | null;
  readonly env?: NodeJS.ProcessEnv;
  /** A packaged Laplas, installed instead of the one that runs from source. */
  readonly vsix?: string;
  /** Folders of other extensions to run. */
  readonly beside?: readonly string[];
}

export interface LaplasWindow {
  readonly page: Page;
  readonly api: ApiServer;
  readonly workbench: Workbench;
  /** The copy of the project, open in the window. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

const defaultSize: PageSize = { width: 1280, height: 800 };

export async function openWindow(
  browser: Browser,
  options: WindowOptions = {},
): Promise<LaplasWindow> {
  const { project = sampleProject, key = DEMO_KEY, vsix, env = {}, beside = [] } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const parent = await mkdtemp(join(tmpdir(), 'laplas-project-'));
    closers.push(() => rm(parent, { recursive: true, force: true }));
    const folder = join(parent, 'shop');
    await cp(project, folder, { recursive: true });

    const api = await startApiServer();
    closers.push(() => api.close());
    const workbench = await startWorkbench({
      folder,
      extensions: vsix === undefined ? [root, ...beside] : beside,
      ...(vsix === undefined ? {} : { vsix }),
      settings: { 'laplas.baseUrl': api.url, ...options.settings },
      env: { LAPLAS_API_KEY: key ?? undefined, LAPLAS_BASE_URL: undefined, ...env },
    });
    closers.push(workbench.close);
    const { context, page } = await newPage(browser, options.size ?? defaultSize);
    closers.push(() => context.close());
    await page.goto(workbench.url);
    await untilReady(page);
    return { page, api, workbench, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
