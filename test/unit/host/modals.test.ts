import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('a modal dialog', () => {
  it('is opened in one place, where Enter declines', () => {
    const source = join(import.meta.dirname, '../../../src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
    const modal = files.filter(
      (name) =>
        name.endsWith('.ts') &&
        /\bmodal: true|isCloseAffordance: true/.test(readFileSync(join(source, name), 'utf8')),
    );
    assert.deepEqual(modal, [join('host', 'base', 'confirm.ts')]);
    const text = readFileSync(join(source, 'host/base/confirm.ts'), 'utf8');
    assert.match(text, /showWarningMessage\(message, options, decline, accept\)/);
  });
});
