import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Phrases that a reader has to read twice, in comments and in sentences for users. */
const ruledOut =
  /\b(?:anew|whoever|lets? go of|all the same|(?:is|are) told|what (?:comes|came)|what is asked for)\b/i;

describe('English', () => {
  it('is plain in the code, the manifest and the documents', () => {
    const files = execFileSync(
      'git',
      ['ls-files', '-z', 'src/*.ts', 'src/*.css', 'dev/*.ts', '*.md', 'package.json'],
      { encoding: 'utf8' },
    );
    const found = files.split('\0').flatMap((file) =>
      file === ''
        ? []
        : readFileSync(file, 'utf8')
            .split('\n')
            .flatMap((line, at) =>
              ruledOut.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [],
            ),
    );
    assert.deepEqual(found, []);
  });
});
