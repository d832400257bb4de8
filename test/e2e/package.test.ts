import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageLaplas, type Package } from '../../dev/vscode/vsix.ts';
import { doesTheThreeJobs } from './threeJobs.ts';
import { useWindow } from './window.ts';

/** All that a user needs. */
const wanted =
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/[\w.-]+\.(js|css)|media\/[\w/.-]+)$/;

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laplas-vsix-'));
  let made: Package;
  before(async () => {
    made = await packageLaplas(folder);
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

    doesTheThreeJobs(window, 'package-');
  });
});
