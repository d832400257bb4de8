import assert from 'node:assert/strict';

import { chatOf } from './ask.ts';

describe('a chat with the demonstration', () => {
  const questions = [
    'Hello',
    'What can you do?',
    'Show me a table',
    'Make a list, please',
    'An example in Python and Rust',
    'Show me markdown',
    'Write a long answer',
    'count to 20',
    '',
    '日本語で',
  ];

  it('says each time that it is no language model, and always the same', () => {
    for (const question of questions) {
      assert.match(chatOf(question), /no language model/, question);
      assert.equal(chatOf(question), chatOf(question));
      assert.match(chatOf('Hello', question), /no language model/, question);
    }
  });

  it('shows what is asked for', () => {
    assert.match(chatOf('Hello'), /# Hello!\n/);
    assert.match(chatOf('Show me a table'), /\n\| :--- \| ---: \| ---: \|\n/);
    assert.match(chatOf('Make a list, please'), /\n1\. First\n {3}- /);
    assert.match(chatOf('An example in Python and Rust'), /```python\n[^]*```rust\n/);
    assert.match(chatOf('Show me markdown'), /```typescript\n[^]*```javascript\n[^]*```python\n/);
    assert.match(chatOf('count to 20'), /\b1, 2, [\d, ]*19, 20\./);
    assert.equal(chatOf('An article of 30 paragraphs').match(/^## Part/gm)?.length, 30);
  });

  it('knows how many questions there were', () => {
    assert.match(chatOf('Hello', 'Good', 'Fine'), /question number \*\*3\*\*/);
  });

  it('says of pictures what can be seen in their first bytes, and no more', () => {
    assert.match(chatOf('Hello'), /type and its size/);
  });
});
