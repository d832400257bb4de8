import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { PanelPage, ThemeName } from '../../browser/panelPage.ts';
import { startPanels, themeNames } from '../../browser/panelPage.ts';
import { chat, snapshot } from '../../browser/chats.ts';
import { everyElement } from '../../browser/everyElement.ts';

/** What is computed for the first element that a selector finds. Each is a look that a reader would miss. */
const looks: Readonly<Record<string, Readonly<Record<string, string | RegExp>>>> = {
  'ul:not([dir=rtl]) > li': {
    listStyleType: 'disc',
    listStylePosition: 'outside',
    display: 'list-item',
  },
  'ul ul > li': { listStyleType: 'circle', display: 'list-item' },
  'ul ul ul > li': { listStyleType: 'square', display: 'list-item' },
  'ul ul ul ul > li': { listStyleType: 'square', display: 'list-item' },
  'ol > li': { listStyleType: 'decimal', listStylePosition: 'outside', display: 'list-item' },
  'ol ol > li': { listStyleType: 'decimal' },
  'ol ol ul > li': { listStyleType: 'square' },
  'blockquote > ul > li': { listStyleType: 'disc' },
  'blockquote ul ol > li': { listStyleType: 'decimal' },
  'li[data-task]': { listStyleType: 'none' },
  'li[data-task] input': { width: '14px', height: '14px', borderTopStyle: 'solid' },
  'ul[dir=rtl] > li': { listStyleType: 'disc', direction: 'rtl' },
  'ul[dir=rtl] ul > li': { listStyleType: 'circle', direction: 'rtl' },
  'ol[dir=rtl] > li': { listStyleType: 'decimal', direction: 'rtl' },
  'blockquote[dir=rtl]': { borderRightWidth: '3px', borderLeftWidth: '0px' },
  'blockquote:not([dir=rtl])': {
    borderLeftWidth: '3px',
    borderLeftStyle: 'solid',
    borderRightWidth: '0px',
  },
  strong: { fontWeight: '600', fontStyle: 'normal' },
  em: { fontStyle: 'italic' },
  s: { textDecorationLine: 'line-through' },
  'p > code': { fontFamily: /mono/i, backgroundColor: /^(?!rgba\(0, 0, 0, 0\))/ },
  'a[role=link]': { textDecorationLine: 'underline', cursor: 'pointer' },
  hr: { borderTopStyle: 'solid', borderTopWidth: '1px', marginTop: /^1[0-9]/ },
  'th.align-right': { textAlign: 'right', fontWeight: '600' },
  'td.align-center': { textAlign: 'center', borderBottomStyle: 'solid' },
  'td.align-left': { textAlign: 'left' },
  pre: { whiteSpace: 'pre', fontFamily: /mono/i, overflowX: 'auto' },
  '.code-block': { borderTopStyle: 'solid', borderTopWidth: '1px' },
};

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
        for (const [selector, wanted] of Object.entries(looks)) {
          const found = await page
            .locator(`.answer .markdown ${selector}`)
            .first()
            .evaluate((element, names) => {
              const style = getComputedStyle(element);
              return Object.fromEntries(
                names.map((name) => [name, String(Reflect.get(style, name))]),
              );
            }, Object.keys(wanted));
          for (const [name, value] of Object.entries(wanted)) {
            const message = `${selector} ${name}`;
            if (typeof value === 'string') assert.equal(found[name], value, message);
            else assert.match(found[name] ?? '', value, message);
          }
        }
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
