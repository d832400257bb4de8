import assert from 'node:assert/strict';
import type { Attachment } from '../../../src/core/model/conversation.ts';
import { titleOf } from '../../../src/core/prompts/title.ts';
import { explainPrompt, explainTerminalPrompt } from '../../../src/core/request/systemPrompt.ts';

const named = (name: string): Attachment => ({ kind: 'selection', id: 'a', name, text: 'x' });

describe('the title of a chat', () => {
  it('is the first line of its first message, else what that carries', () => {
    assert.equal(titleOf('  Why?\nBecause.', [named('a.ts:1')]), 'Why?');
    assert.equal(titleOf(' ', [named('a.ts:1')]), 'a.ts:1');
    assert.equal(titleOf('', []), 'New chat');
  });

  it('tells chats that one prompt of ours began apart by what they are about', () => {
    assert.equal(
      titleOf(explainPrompt, [named('src/a.ts:3-9 · parse')]),
      'Explain: src/a.ts:3-9 · parse',
    );
    assert.equal(
      titleOf(explainTerminalPrompt, [named('Terminal selection')]),
      'Explain: Terminal selection',
    );
    assert.match(titleOf(explainPrompt, []), /^Explain this code/);
  });

  it('has at most 60 characters, and cuts none in two', () => {
    const title = titleOf('👩‍💻'.repeat(80), []);
    assert.equal(title, `${'👩‍💻'.repeat(59)}…`);
  });
});
