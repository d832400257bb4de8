import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * A line that git leaves in a file where two branches disagree, also as Prettier rewrites it in Markdown.
 * https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
const marker = /^ *(<{7}( |$)|\|{7}( |$)|\\?={7}$|>{7}( |$)|> > > > > > >)/m;

/** Tests quote such lines within strings. Elsewhere in a test they don't compile. */
const mayQuote = /^test\/.*\.ts$|^test\/fixtures\//;

describe('every tracked file', () => {
  it('is free of conflict markers', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');
    const text = files.filter((file) => existsSync(file) && file !== '' && !mayQuote.test(file));
    assert.ok(text.length > 100, 'git lists the files');
    assert.deepEqual(
      text.filter((file) => marker.test(readFileSync(file, 'utf8'))),
      [],
    );
  });

  for (const line of ['<<<<<<< HEAD', '=======', '\\=======', '> > > > > > > panel', '>>>>>>> a'])
    it(`would be found with ${line}`, () => {
      assert.match(`- one\n  ${line}\n- two`, marker);
    });

  it('may hold a heading that is underlined, and a quote', () => {
    assert.doesNotMatch('Changes\n======\n\n========\n> > quoted\n', marker);
  });
});
