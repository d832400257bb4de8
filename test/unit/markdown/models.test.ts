import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openModule, type OpenPage } from '../../../dev/page.ts';
import type { PaintTests } from './inPage.ts';
import { modelTexts, steadyTexts } from './models.ts';

declare const paintTests: PaintTests;

describe('markdown that models write', function () {
  this.timeout(60_000);
  let open: OpenPage;
  before(async () => {
    open = await openModule(join(import.meta.dirname, 'inPage.ts'));
  });
  after(() => open.close());

  for (const [markdown, html] of modelTexts) {
    it(`reads ${JSON.stringify(markdown)}, whole and by one character`, async () => {
      const [painted, expected, found] = await open.page.evaluate(
        ([text, wanted]) =>
          [
            paintTests.specHtml(text),
            paintTests.normalHtml(wanted),
            paintTests.unlike([{ text, ways: [[...text]] }]),
          ] as const,
        [markdown, html] as const,
      );
      assert.equal(painted, expected);
      assert.deepEqual(found, []);
    });
  }

  it('shows no mark while it comes that is gone in the end', async () => {
    for (const text of steadyTexts) {
      const frames = await open.page.evaluate((all) => paintTests.frames([...all]), text);
      for (const frame of frames) assert.doesNotMatch(frame, /[*~<|]|\bbr\b/, text);
    }
  });
});
