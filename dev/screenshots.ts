/**
 * Makes the README's screenshots in `docs/images` and the package's icon: `npm run screenshots`.
 * With `-- --panel` it makes only screenshots of the panel in each of its states, in `out/panel`.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newPage } from './vscode/browser.ts';
import {
  editorOf,
  openFile,
  panelOf,
  quickInput,
  runCommand,
  selectLines,
} from './vscode/drive.ts';
import { takePanelPictures } from './panelPictures.ts';
import { ensureVsCode } from './vscode/install/install.ts';
import { root } from './vscode/paths.ts';
import { chooseThemeOfPanel, darkTheme, lightTheme } from './vscode/theme.ts';
import { packageLaplas } from './vscode/vsix.ts';
import { openWindow, type LaplasWindow } from './vscode/window.ts';

const images = join(root, 'docs/images');
if (process.argv.includes('--panel')) await takePanelPictures(join(root, 'out/panel'));
else await takeAll();

async function takeAll(): Promise<void> {
  const browser = await launchBrowser(await ensureVsCode());
  const folder = await mkdtemp(join(tmpdir(), 'laplas-pictures-'));
  try {
    await mkdir(images, { recursive: true });
    await drawIcon(browser);
    await takePictures(browser, folder);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The activity bar's icon in white on a colored background. */
async function drawIcon(browser: Browser): Promise<void> {
  const drawing = await readFile(join(root, 'media/laplas.svg'), 'utf8');
  const { context, page } = await newPage(browser, { width: 256, height: 256 });
  await page.setContent(
    `<body style="margin:0;background:transparent"><div style="width:256px;height:256px;border-radius:56px;
      display:grid;place-items:center;color:#fff;background:linear-gradient(150deg,#5b6cff,#8a3ffc 60%,#c13584)">
      ${drawing.replace('width="24" height="24"', 'width="176" height="176"')}</div></body>`,
  );
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
  await context.close();
}

/** Takes screenshots of one window: first it explains a function, then it rewrites it. */
async function takePictures(browser: Browser, folder: string): Promise<void> {
  const { file } = await packageLaplas(folder);
  const window = await openWindow(browser, {
    vsix: file,
    size: { width: 1200, height: 750 },
    settings: {
      'breadcrumbs.enabled': false,
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      'workbench.layoutControl.enabled': false,
      'workbench.statusBar.visible': false,
    },
  });
  const { page } = window;
  try {
    await openFile(page, 'src/orders.ts');
    await runCommand(page, 'Laplas: Open Chat');
    await widenSideBar(page, 480);
    await selectParser(window);
    await runCommand(page, 'Laplas: Explain Selection');
    const answer = panelOf(page).getByRole('article', { name: 'Laplas' });
    await answer.and(panelOf(page).locator('[data-state=complete]')).waitFor();
    await takeInBoth(page, 'chat');

    await selectParser(window);
    await runCommand(page, 'Laplas: Rewrite Selection');
    await quickInput(page).fill('Replace var by const or let');
    await page.keyboard.press('Enter');
    const lenses = editorOf(page).locator('.codelens-decoration a', { hasText: 'Accept' });
    await lenses.filter({ visible: true }).first().waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.mouse.move(0, 0);
    await takeInBoth(page, 'rewrite');
  } finally {
    await window.close();
  }
}

/** Writes `NAME.png` in the dark theme and `NAME-light.png` in the light theme. */
async function takeInBoth(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(images, `${name}.png`) });
  await chooseThemeOfPanel(page, lightTheme);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(images, `${name}-light.png`) });
  await chooseThemeOfPanel(page, darkTheme);
}

/** Selects the sample project's function shown in the README. */
async function selectParser({ page, folder }: LaplasWindow): Promise<void> {
  const lines = (await readFile(join(folder, 'src/orders.ts'), 'utf8')).split('\n');
  const first = lines.findIndex((line) => line.startsWith('export function parseOrder'));
  await selectLines(page, first + 1, lines.indexOf('}', first) + 1);
}

/** Drags the side bar's edge until the bar has the given width. */
async function widenSideBar(page: Page, width: number): Promise<void> {
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (bar === null) throw new Error('the side bar is not there');
  await page.mouse.move(bar.x + bar.width, 400);
  await page.mouse.down();
  await page.mouse.move(bar.x + width, 400, { steps: 5 });
  await page.mouse.up();
}
