/** How each element of Markdown must look in the panel, whichever theme is on: its page alone or in VS Code. */
import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';

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

/** Compares what is computed in the open chat, which shows `everyElement`, with how it must look. */
export async function assertLooks(panel: Page | FrameLocator): Promise<void> {
  for (const [selector, wanted] of Object.entries(looks)) {
    const found = await panel
      .locator(`.answer .markdown ${selector}`)
      .first()
      .evaluate((element, names) => {
        const style = getComputedStyle(element);
        return Object.fromEntries(names.map((name) => [name, String(Reflect.get(style, name))]));
      }, Object.keys(wanted));
    for (const [name, value] of Object.entries(wanted)) {
      const message = `${selector} ${name}`;
      if (typeof value === 'string') assert.equal(found[name], value, message);
      else assert.match(found[name] ?? '', value, message);
    }
  }
}
