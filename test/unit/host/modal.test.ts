import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('modal dialogs', () => {
  it('are opened in one place alone, where Enter declines', () => {
    const files = readdirSync('src/host', { recursive: true, encoding: 'utf8' });
    const opening = files.filter(
      (file) =>
        file.endsWith('.ts') &&
        /\bmodal: true\b/.test(readFileSync(join('src/host', file), 'utf8')),
    );
    assert.deepEqual(opening, ['confirm.ts']);
  });
});
