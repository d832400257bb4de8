import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { PanelPage, ThemeName } from '../../browser/panelPage.ts';
import { startPanels, themeNames } from '../../browser/panelPage.ts';
import { chat, snapshot } from '../../browser/chats.ts';
import { everyElement } from '../../browser/everyElement.ts';
import { assertLooks } from '../../browser/markdownLooks.ts';

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** The styles of the first element that each selector finds. */
async function stylesOf(page: Page, selectors: readonly string[]) {
  const found = await page.evaluate(
    (all) =>
      all.map((selector) => {
        const element = document.querySelector(`.answer .markdown ${selector}`);
        if (element === null) throw new Error(`no ${selector}`);
        const style = getComputedStyle(element);
        const { fontSize, fontWeight, color, paddingInlineStart, marginBottom } = style;
        return [
          selector,
          { fontSize, fontWeight, color, paddingInlineStart, marginBottom },
        ] as const;
      }),
    selectors,
  );
  const styles = new Map(found);
  return (selector: string) => {
    const style = styles.get(selector);
    assert.ok(style, selector);
    return style;
  };
}

const indented = ['ul', 'ol', 'ul ul', 'ol ol', 'blockquote ul', 'ul[dir=rtl]', 'blockquote'];
const spaced = ['p', 'ul', 'ol', 'blockquote', '.code-block'].map(
  (each) => `.block-group > ${each}`,
);
const loose = 'ul:not([data-tight]) > li > p';
const tight = 'ul[data-tight] > li > p';

describe('every element of markdown', function () {
  this.timeout(120_000);
  let panels: Awaited<ReturnType<typeof startPanels>>;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  const withAll = async (theme: ThemeName, use: (panel: PanelPage) => Promise<void>) => {
    const panel = await panels.open({ theme, width: 400, height: 2_600 });
    try {
      await panel.tell(snapshot(chat(['Show all', everyElement])));
      await use(panel);
      assert.deepEqual(panel.faults, []);
    } finally {
      await panel.close();
    }
  };

  for (const theme of themeNames) {
    it(`looks like what it is in the theme ${theme}`, () =>
      withAll(theme, async ({ page }) => {
        await assertLooks(page);
      }));

    it(`tells each from the text around it in the theme ${theme}`, () =>
      withAll(theme, async ({ page }) => {
        const look = await stylesOf(page, [
          ...headings,
          ...indented,
          ...spaced,
          loose,
          tight,
          'a[role=link]',
        ]);
        const size = (selector: string) => parseFloat(look(selector).fontSize);
        const [h1 = 0, h2 = 0, h3 = 0, h4 = 0, h5 = 0, h6 = 0] = headings.map(size);
        const text = look('.block-group > p');
        assert.ok(h1 > h2 && h2 > h3 && h3 > h4 && h4 >= size('.block-group > p'));
        assert.ok(h4 > h5 && h5 === h6 && h6 > 11);
        for (const each of headings) assert.equal(look(each).fontWeight, '600', each);
        assert.notEqual(look('h5').color, look('h6').color);
        for (const each of indented) {
          assert.ok(parseFloat(look(each).paddingInlineStart) > 11, each);
        }
        for (const each of spaced) {
          assert.ok(parseFloat(look(each).marginBottom) >= 8, each);
        }
        assert.ok(parseFloat(look(loose).marginBottom) > 6);
        assert.equal(look(tight).marginBottom, '0px');
        assert.notEqual(look('a[role=link]').color, text.color);
      }));

    it(`shows each bullet and number where the text begins in the theme ${theme}`, () =>
      withAll(theme, async ({ page }) => {
        for (const selector of [
          'ul:not([dir=rtl]) > li',
          'ul ul > li',
          'ul ul ul > li',
          'ol > li',
          'ol ol > li',
          'ol ol ul > li',
          'ol[start] > li',
          'blockquote ul > li',
          'ul[dir=rtl] > li',
          'ul[dir=rtl] ul > li',
          'ol[dir=rtl] > li',
        ]) {
          const item = page.locator(`.answer .markdown ${selector}`).first();
          await item.scrollIntoViewIfNeeded();
          const clip = await item.evaluate((element) => {
            const { left, right, top } = element.getBoundingClientRect();
            const rtl = getComputedStyle(element).direction === 'rtl';
            return { x: rtl ? right : left - 22, y: top, width: 22, height: 18 };
          });
          const seen = await page.screenshot({ clip });
          await item.evaluate((element) => {
            if (element instanceof HTMLElement) element.style.listStyle = 'none';
          });
          const without = await page.screenshot({ clip });
          assert.ok(!seen.equals(without), `${selector} has no mark that is seen`);
        }
      }));
  }
});
