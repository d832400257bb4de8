import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openReview } from '../../src/core/review/openReview.ts';
import { createStoredReviews } from '../../src/host/review/storedReviews.ts';
import { closeAll, filesIn } from './rewriteHarness.ts';

const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

describe('reviews on disk', () => {
  const review = (): ReturnType<typeof openReview> => {
    const made = openReview('a\n');
    made.applied('b\n');
    return made;
  };
  const inWorkspace = vscode.Uri.joinPath(
    vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
    'reviewed.ts',
  );
  const elsewhere = vscode.Uri.file('/another/project/a.ts');
  const names = (uris: readonly vscode.Uri[]): string[] => uris.map((uri) => uri.path);
  afterEach(closeAll);

  it('stay with their workspace, and those of earlier versions move to it', async () => {
    const shared = new Map<string, Uint8Array>();
    const before = createStoredReviews({ shared: filesIn(shared) }, log);
    before.keep(inWorkspace, review(), []);
    before.keep(elsewhere, review(), []);
    await before.flush();
    assert.equal(shared.size, 2);

    const own = new Map<string, Uint8Array>();
    const now = createStoredReviews({ own: filesIn(own), shared: filesIn(shared) }, log);
    await now.loaded;
    assert.deepEqual(names(now.uris()), [inWorkspace.path]);
    assert.equal(own.size, 1);
    assert.equal(shared.size, 1, 'that of another project waits for its window');
    now.forget(inWorkspace);
    await now.flush();
    assert.equal(own.size, 0);
  });

  it('of a window without a workspace are its own once their document is open', async () => {
    const shared = new Map<string, Uint8Array>();
    const untold = vscode.Uri.file(join(inWorkspace.fsPath, '..', 'open.ts'));
    await vscode.workspace.fs.writeFile(untold, new TextEncoder().encode('b\n'));
    const other = createStoredReviews({ shared: filesIn(shared) }, log);
    other.keep(untold, review(), []);
    await other.flush();

    const mine = createStoredReviews({ shared: filesIn(shared) }, log);
    await mine.loaded;
    assert.deepEqual(mine.uris(), []);
    await vscode.window.showTextDocument(untold);
    assert.deepEqual(names(mine.uris()), [untold.path]);
    await vscode.workspace.fs.delete(untold);
  });

  it('are the newest hundred: older ones are removed', async () => {
    const kept = new Map<string, Uint8Array>();
    const many = createStoredReviews({ own: filesIn(kept), shared: filesIn(new Map()) }, log);
    const uris = Array.from({ length: 130 }, (_, i) => vscode.Uri.file(`/p/${i}.ts`));
    for (const uri of uris) {
      many.keep(uri, review(), []);
      await many.flush();
    }
    const again = createStoredReviews({ own: filesIn(kept), shared: filesIn(new Map()) }, log);
    await again.loaded;
    assert.deepEqual(names(again.uris()).sort(), names(uris.slice(30)).sort());
    assert.equal(kept.size, 100);
  });

  it('cost only themselves where they make no sense', async () => {
    const kept = new Map<string, Uint8Array>();
    const files = createStoredReviews({ own: filesIn(kept), shared: filesIn(new Map()) }, log);
    files.keep(inWorkspace, review(), []);
    await files.flush();
    for (const [index, text] of ['', '{', '[]', '{"uri":1}', 'null'].entries())
      kept.set(`reviews/${index}.json`, new TextEncoder().encode(text));
    const again = createStoredReviews({ own: filesIn(kept), shared: filesIn(new Map()) }, log);
    await again.loaded;
    assert.deepEqual(names(again.uris()), [inWorkspace.path]);
  });
});

function ignore(): void {
  // The log isn't needed here.
}
