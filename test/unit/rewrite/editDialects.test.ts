import assert from 'node:assert/strict';
import { propose } from '../../../src/core/rewrite/propose.ts';

const tick = '```';
const block = (code: string, info = ''): string => `${tick}${info}\n${code}\n${tick}`;

/** The new text, or `refused: why`. */
function rewrite(reply: string, old: string, language = 'typescript'): string {
  const style = { insertSpaces: true, tabSize: 4 };
  const made = propose(reply, [{ text: old, style, ending: '\n', language }]);
  return made.kind === 'ready' ? made.texts.join('\n---\n') : `refused: ${made.reason}`;
}

const old = 'function f() {\n    const a = 1;\n    return a;\n}\n';
const next = old.replace('= 1', '= 10');
const edit = (start: string, divider: string, end: string): string =>
  `${start}\n    const a = 1;\n${divider}\n    const a = 10;\n${end}`;

describe('a SEARCH/REPLACE block', () => {
  for (const [source, start, end] of [
    ['cline/cline#4216', '------- SEARCH', '+++++++ REPLACE'],
    ['cline/cline#4216, mixed', '------- SEARCH', '>>>>>>> REPLACE'],
    ['cline/cline#4264, legacy', '<<<<<<< SEARCH', '>>>>>>> REPLACE'],
    ['cline/cline#4427, with a stray sign', '------- SEARCH>', '+++++++ REPLACE>'],
    ['cline/cline#2334, other lengths', '<<<<< SEARCH', '>>>>>>>>> REPLACE'],
    ['Aider-AI/aider#4264, closed again', '<<<<<<< SEARCH>>>>>>>', '>>>>>>> REPLACE'],
    [
      'RooCodeInc/Roo-Code#12213, with lines',
      '<<<<<<< SEARCH\n:start_line:2\n-------',
      '>>>>>>> REPLACE',
    ],
    ['the first form of Aider', '<<<<<<< ORIGINAL', '>>>>>>> UPDATED'],
    ['the second form of Aider', '<<<<<<< HEAD', '>>>>>>> updated'],
    ['in lower case', '<<<<<<< search', '>>>>>>> replace'],
  ] as const) {
    it(`is applied: ${source}`, () => {
      for (const info of ['ts', '', 'diff'])
        assert.equal(rewrite(block(edit(start, '=======', end), info), old), next, info);
      const named = `src/app/[slug]/page.tsx\n${edit(start, '=======', end)}`;
      assert.equal(rewrite(block(named), old), next);
    });
  }

  for (const [source, text] of [
    ['cline/cline#2197, the end is a divider', edit('<<<<<<< SEARCH', '=======', '=======')],
    ['the end is missing', edit('<<<<<<< SEARCH', '=======', '}')],
    ['the beginning is missing', edit('', '=======', '+++++++ REPLACE')],
    ['the divider is missing', edit('<<<<<<< SEARCH', '', '>>>>>>> REPLACE')],
    [
      'RooCodeInc/Roo-Code#4015, lines in the new text',
      edit('<<<<<<< SEARCH', '=======\n:start_line:2', '>>>>>>> REPLACE'),
    ],
    [
      'code between two edits',
      `${edit('<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE')}\nconst b = 2;`,
    ],
    [
      'bojieli/ai-agent-book#389, nothing to search for',
      '<<<<<<< SEARCH\n=======\nconst b = 2;\n>>>>>>> REPLACE',
    ],
    [
      'Aider-AI/aider#1294, a part of a line',
      '<<<<<<< SEARCH\na = 1\n=======\na = 10\n>>>>>>> REPLACE',
    ],
    ['a conflict of git', edit('<<<<<<< HEAD', '=======', '>>>>>>> feature')],
    ['the whole selection is deleted', `<<<<<<< SEARCH\n${old}=======\n>>>>>>> REPLACE`],
  ] as const) {
    it(`is refused: ${source}`, () => {
      for (const info of ['ts', '', 'diff'])
        assert.match(rewrite(block(text, info), old), /^refused/, info);
    });
  }

  // openclaw/openclaw#124470, neovateai/neovate-code#645
  it('is refused where its lines are there twice, exactly or but for indentation', () => {
    const twice = 'a();\nif (x) {\n    a();\n}\n';
    const search = (from: string): string =>
      block(`<<<<<<< SEARCH\n${from}\n=======\nb();\n>>>>>>> REPLACE`);
    assert.equal(rewrite(search('a();'), twice), 'b();\nif (x) {\n    a();\n}\n');
    assert.equal(rewrite(search('  a();'), twice), 'refused: diffUnplaced');
    assert.equal(rewrite(search('a();'), 'a();\nx();\na();\n'), 'refused: diffUnplaced');
  });

  it('is applied to the old lines alone, so that two edits of one line are refused', () => {
    const second = edit('<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE').replace('10', '20');
    const both = `${edit('<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE')}\n\n${second}`;
    assert.equal(rewrite(block(both, 'ts'), old), 'refused: diffUnplaced');
  });

  // RooCodeInc/Roo-Code#4988, RooCodeInc/Roo-Code#1408
  it('is read around conflict markers of the document, as they are or with a backslash', () => {
    const conflict = '<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> upstream\n';
    const escaped = conflict.replaceAll(/^(?=[<=>]{7})/gm, '\\');
    const resolve = (lines: string): string =>
      block(`<<<<<<< SEARCH\n${lines}=======\nconst a = 3;\n>>>>>>> REPLACE`);
    assert.equal(rewrite(resolve(escaped), conflict), 'const a = 3;\n');
    assert.match(rewrite(resolve(conflict), conflict), /^refused/);
    assert.equal(rewrite(block('const a = 3;', 'ts'), conflict), 'const a = 3;\n');
    const kept = conflict.replace('= 2', '= 5').trimEnd();
    assert.equal(rewrite(block(kept, 'ts'), conflict), `${kept}\n`);
  });

  it('is read around a heading of equals signs, where that is shorter or longer', () => {
    const text = 'Title\n=====\n\nText\n';
    const change = block('<<<<<<< SEARCH\nTitle\n=====\n=======\nOther\n=====\n>>>>>>> REPLACE');
    assert.equal(rewrite(change, text, 'restructuredtext'), 'Other\n=====\n\nText\n');
    const same = change.replaceAll(/^=====$/gm, '=======');
    assert.equal(
      rewrite(same, text.replace('=====', '======='), 'restructuredtext'),
      'refused: editUnread',
    );
  });
});

describe('a diff', () => {
  // sergeyt/parse-diff#41, rtfpessoa/diff2html#87
  it('has no header within its hunks: deleted comments are deleted', () => {
    const sql = 'select a\nfrom t\n-- remove me\nwhere b\n';
    const changed = sql.replace('-- remove me', '-- kept');
    for (const diff of [
      ' select a\n from t\n--- remove me\n+-- kept',
      '@@ -1,3 +1,3 @@\n from t\n--- remove me\n+-- kept\n where b',
      '--- a/q.sql\n+++ b/q.sql\n@@ -1 +1 @@\n--- remove me\n+-- kept',
      '--- remove me\n+-- kept',
    ])
      assert.equal(rewrite(block(diff, 'diff'), sql, 'sql'), changed, diff);
    const lua = '-- one\n++ two\nend\n';
    assert.equal(
      rewrite(block('--- one\n-++ two\n+++ three\n end', 'diff'), lua, 'lua'),
      '++ three\nend\n',
    );
    assert.equal(
      rewrite(block('--- one\n+++ three\n', 'diff'), '-- one\nend\n', 'lua'),
      '++ three\nend\n',
    );
  });

  // holon-run/holon#3041, github/copilot-cli#1109, use-agent-os/agent-os#2225
  it('needs no numbers, and wrong ones do no harm', () => {
    for (const header of [
      '@@',
      '@@ ... @@',
      '@@ -7,99 +3 @@ function f()',
      '@@ function f',
      '@@ -2 +2 @@',
    ])
      assert.equal(
        rewrite(
          block(`${header}\n function f() {\n-    const a = 1;\n+    const a = 10;`, 'diff'),
          old,
        ),
        next,
        header,
      );
  });

  // aakarim/OpenLore#91, hannesm/patch#28
  it('may have blank lines between its hunks, and words about the end of the file', () => {
    const diff =
      '@@ -2 +2 @@\n\n-    const a = 1;\n+    const a = 10;\n\\ No newline at end of file\n\n';
    assert.equal(rewrite(block(diff, 'diff'), old), next);
  });

  it('is known in a fence of the language too, by its signs and the old lines', () => {
    const diff = ' function f() {\n-    const a = 1;\n+    const a = 10;\n     return a;';
    assert.equal(rewrite(block(diff, 'ts'), old), next);
    assert.equal(rewrite(block('- one\n- two', 'md'), 'one\n', 'markdown'), '- one\n- two\n');
  });

  // PwnKit-Labs/pwnkit#275, anomalyco/opencode#48474, NousResearch/hermes-agent#74458
  it('is read as a patch of apply_patch, with several parts of one file, and no other', () => {
    const part = (text: string): string => `*** Update File: a.ts\n@@ function f\n${text}`;
    const patch = (parts: string): string => block(`*** Begin Patch\n${parts}\n*** End Patch`);
    const first = part('-    const a = 1;\n+    const a = 10;');
    const second = part('-    return a;\n+    return a + 1;\n*** End of File');
    assert.equal(rewrite(patch(first), old), next);
    assert.equal(
      rewrite(patch(`${first}\n${second}`), old),
      next.replace('return a', 'return a + 1'),
    );
    assert.equal(
      rewrite(patch(`${first}\n${second.replace('a.ts', 'b.ts')}`), old),
      'refused: editUnread',
    );
    assert.equal(rewrite(patch('*** Add File: b.ts\n+x'), old), 'refused: editUnread');
    assert.equal(rewrite(patch('*** Delete File: a.ts'), old), 'refused: editUnread');
  });

  it('is refused as an ed script, a context diff, or a diff without a change', () => {
    for (const text of [
      '2c2\n<     const a = 1;\n---\n>     const a = 10;',
      '*** 1,3 ****\n  function f() {\n!     const a = 1;\n--- 1,3 ----\n!     const a = 10;',
    ])
      assert.equal(rewrite(block(text), old), 'refused: editUnread', text);
    assert.match(rewrite(block(' function f() {\n     const a = 1;', 'diff'), old), /^refused/);
  });

  // NousResearch/hermes-agent#93698: never a place that is only similar
  it('is refused where its context is nearly there, or overlaps that of another hunk', () => {
    assert.equal(
      rewrite(block(' function g() {\n-    const a = 1;\n+    const a = 10;', 'diff'), old),
      'refused: diffUnplaced',
    );
    const overlap =
      '@@\n-    const a = 1;\n+    const a = 10;\n@@\n-    const a = 1;\n-    return a;\n+    return 1;';
    assert.equal(rewrite(block(overlap, 'diff'), old), 'refused: diffUnplaced');
  });
});

describe('a marker of an edit', () => {
  it('never reaches a file that has none of its kind, whatever form the reply has', () => {
    for (const marker of [
      '<<<<<<< SEARCH',
      '------- SEARCH',
      '+++++++ REPLACE',
      '>>>>>>> REPLACE',
      '<<<<<<< HEAD',
      '>>>>>>> main',
      '=======',
      '@@ -1,2 +1,2 @@',
      '*** Begin Patch',
      '*** End Patch',
      '*** Update File: a.ts',
      'diff --git a/x b/x',
      '--- a/x.ts',
      '+++ b/x.ts',
      '\\ No newline at end of file',
    ])
      for (const info of ['ts', '', 'diff']) {
        const made = rewrite(block(`const a = 2;\n${marker}\nconst b = 3;`, info), old);
        assert.ok(!made.split('\n').includes(marker), `${info} ${marker}: ${made}`);
      }
  });

  it('may stay in a document that has it', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n';
    assert.equal(
      rewrite(block(diff.replace('+b', '+c').trimEnd(), 'diff'), diff, 'diff'),
      diff.replace('+b', '+c'),
    );
  });
});
