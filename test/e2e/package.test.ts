import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_KEY } from '../../dev/server/server.ts';
import { packageLaplas, type Package } from '../../dev/vscode/vsix.ts';
import { canary, canaryIn, filesWith } from '../canary.ts';
import { doesTheThreeJobs } from './threeJobs.ts';
import { useWindow } from './window.ts';

/** All that a user needs. */
const wanted =
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/[\w.-]+\.(js|css)|media\/[\w/.-]+)$/;

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-vsix-'));
  let made: Package;
  before(async () => {
    // What the one who packages has in the environment stays there.
    const key = process.env['LAPLAS_API_KEY'];
    process.env['LAPLAS_API_KEY'] = canary;
    try {
      made = await packageLaplas(folder);
    } finally {
      if (key === undefined) delete process.env['LAPLAS_API_KEY'];
      else process.env['LAPLAS_API_KEY'] = key;
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is smaller than 400 KB', () => {
    assert.ok(made.size < 400_000, `${made.size} bytes`);
  });

  it('holds what a user needs, and nothing else', () => {
    assert.deepEqual(
      made.contents.filter((path) => !wanted.test(path)),
      [],
    );
  });

  describe('once it is installed', () => {
    const window = useWindow(() => ({ vsix: made.file }));

    it('is no extension under development', async () => {
      assert.doesNotMatch(await window().page.title(), /Extension Development Host/);
    });

    it('promise 18: has no key in any of its files', () => {
      const installed = join(window().workbench.dataFolder, 'extensions');
      assert.notDeepEqual(
        filesWith(installed, (text) => text.includes('laplas.setApiKey')),
        [],
      );
      assert.deepEqual(filesWith(installed, canaryIn), []);
      assert.deepEqual(
        filesWith(installed, (text) => text.includes(DEMO_KEY)),
        [],
      );
    });

    doesTheThreeJobs(window, 'package-');
  });
});
