import assert from 'node:assert/strict';
import { joinContinuation } from '../../../src/core/rewrite/continuation.ts';
import { codeBlocks, fenceFor } from '../../../src/core/rewrite/fences.ts';
import { commonEnding, splitLines } from '../../../src/core/base/lines.ts';
import { rewriteMessages } from '../../../src/core/rewrite/rewritePrompt.ts';
import { trackChanges, trackRange, wholeLines } from '../../../src/core/review/trackRange.ts';
import { isRestMarker } from '../../../src/core/rewrite/omittedCode.ts';

describe('lines', () => {
  it('are split after each kind of terminator, and join to the text', () => {
    for (const text of ['', 'a', 'a\n', 'a\r\nb\rc\n\n', '\r', '\r\n', 'a\u2028b']) {
      assert.equal(splitLines(text).join(''), text);
    }
    assert.deepEqual(splitLines('a\r\nb\rc\n\n'), ['a\r\n', 'b\r', 'c\n', '\n']);
    assert.equal(commonEnding(['a\r\n', 'b\n', 'c\r\n']), '\r\n');
    assert.equal(commonEnding(['a'], '\r\n'), '\r\n');
  });
});

describe('a range of a document', () => {
  const range = { start: 10, end: 20 };
  const change = (offset: number, length: number, textLength: number) => ({
    offset,
    length,
    textLength,
  });

  it('moves with edits above, grows with edits inside, and ignores edits below', () => {
    assert.deepEqual(trackRange(range, change(0, 2, 5)), { start: 13, end: 23 });
    assert.deepEqual(trackRange(range, change(12, 0, 3)), { start: 10, end: 23 });
    assert.deepEqual(trackRange(range, change(20, 0, 3)), range);
    assert.deepEqual(trackRange(range, change(10, 0, 3)), { start: 13, end: 23 });
  });

  it('loses what an edit across its end deletes', () => {
    assert.deepEqual(trackRange(range, change(15, 10, 1)), { start: 10, end: 15 });
    assert.deepEqual(trackRange(range, change(5, 10, 1)), { start: 6, end: 11 });
  });

  it('follows several edits of one event, in whatever order they come', () => {
    const changes = [change(0, 0, 1), change(12, 1, 0), change(30, 0, 9)];
    assert.deepEqual(trackChanges(range, changes), { start: 11, end: 20 });
    assert.deepEqual(trackChanges(range, changes.reverse()), { start: 11, end: 20 });
  });

  it('is widened to whole lines, unless it is empty', () => {
    const text = 'one\ntwo\nthree';
    assert.deepEqual(wholeLines(text, { start: 5, end: 6 }), { start: 4, end: 8 });
    assert.deepEqual(wholeLines(text, { start: 4, end: 8 }), { start: 4, end: 8 });
    assert.deepEqual(wholeLines(text, { start: 9, end: 10 }), { start: 8, end: 13 });
    assert.deepEqual(wholeLines(text, { start: 5, end: 5 }), { start: 5, end: 5 });
  });
});

describe('fenced blocks', () => {
  it('tell a block with an empty line from an empty one, and an open one from a closed one', () => {
    assert.deepEqual(
      codeBlocks('```\n```\n\n```ts a.ts\n\n```\n~~~\nx').map(({ lineCount, closed, info }) => [
        lineCount,
        closed,
        info,
      ]),
      [
        [0, true, ''],
        [1, true, 'ts a.ts'],
        [1, false, ''],
      ],
    );
  });

  it('get a fence that is longer than any inside', () => {
    assert.equal(fenceFor('x'), '```');
    assert.equal(fenceFor('````md\n```\n````'), '`````');
  });
});

describe('a reply that was cut and goes on', () => {
  it('is joined in the middle of a line', () => {
    assert.equal(joinContinuation('```ts\nconst a', ' = 1;\n```'), '```ts\nconst a = 1;\n```');
  });

  it('loses a fence that was opened again, and a line that was repeated', () => {
    assert.equal(
      joinContinuation('```ts\nconst a = 1;\nconst b', '```ts\nconst b = 2;\n```'),
      '```ts\nconst a = 1;\nconst b = 2;\n```',
    );
  });

  it('keeps a short piece that only happens to be the same', () => {
    assert.equal(joinContinuation('```\na\n', 'a\n```'), '```\na\na\n```');
  });
});

describe('the words for code that was left out', () => {
  for (const line of [
    '// ... existing code ...',
    '  # ... rest unchanged',
    '/* … */',
    '<!-- rest of the page stays the same -->',
    '// rest of the code remains the same',
    '... (rest of the code)',
    '{/* ... other items ... */}',
    '-- ... other columns unchanged ...',
  ]) {
    it(`are seen in ${line.trim()}`, () => {
      assert.equal(isRestMarker(line), true);
    });
  }
  for (const line of [
    '...',
    'f(...rest);',
    '// waits for the rest',
    '# Loading...',
    'return { ...state, rest };',
    '// TODO: handle errors',
  ]) {
    it(`are not seen in ${line}`, () => {
      assert.equal(isRestMarker(line), false);
    });
  }
});

describe('what the model is sent', () => {
  it('has the instruction on a line, and the selection in the last fence, long enough', () => {
    const [system, user] = rewriteMessages({
      instruction: 'Shorten',
      fileName: 'a.md',
      language: 'markdown',
      selections: [{ text: '```\nx\n```\n', firstLine: 3, problems: ['line 4: error: no'] }],
      before: 'above',
      after: '',
      systemPrompt: 'Be brief.',
    });
    const text = typeof user?.content === 'string' ? user.content : '';
    assert.match(text, /^Instruction: Shorten$/m);
    assert.match(text, /^File: a\.md$/m);
    assert.match(text, /- line 4: error: no/);
    assert.ok(text.endsWith('````markdown\n```\nx\n```\n````'));
    const rules = typeof system?.content === 'string' ? system.content : '';
    assert.match(rules, /one single fenced code block/);
    assert.match(rules, /replacement/);
    assert.ok(rules.endsWith('Be brief.'));
  });

  it('asks for comments in the language that is set, and says nothing of it where none is', () => {
    for (const answerLanguage of ['', 'Deutsch']) {
      const [system] = rewriteMessages({
        instruction: 'Document',
        fileName: 'a.ts',
        language: 'typescript',
        selections: [{ text: 'f();\n', firstLine: 1, problems: [] }],
        before: '',
        after: '',
        answerLanguage,
      });
      const rules = typeof system?.content === 'string' ? system.content : '';
      const asked = /^Comments that you add are in Deutsch,/m.test(rules);
      assert.equal(asked, answerLanguage !== '');
    }
  });
});
