import assert from 'node:assert/strict';
import {
  exchangeChat,
  firstWords,
  parseExchange,
  type Exchange,
} from '../../../src/core/rewrite/exchange.ts';

const exchange: Exchange = {
  instruction: 'Make it faster',
  selections: [
    {
      name: 'money.ts:2-3',
      uri: 'file:///w/money.ts',
      range: { start: 1, end: 2 },
      language: 'typescript',
      text: 'a();\nb();\n',
    },
  ],
  response: 'Sure:\n```ts\nc();\n```\n**Beware**: no b.',
  notes: 'Sure:\n**Beware**: no b.',
  end: 'complete',
};

describe('the exchange of a rewrite', () => {
  let count = 0;
  const newId = (): string => `id-${(count += 1)}`;

  it('becomes a chat with the instruction, the lines and the whole response', () => {
    const chat = exchangeChat(exchange, newId, 5);
    const [question, answer] = chat.messages;
    assert.equal(question?.text, 'Make it faster');
    assert.deepEqual(
      question.attachments.map(({ name, kind }) => [name, kind]),
      [['money.ts:2-3', 'selection']],
    );
    assert.equal(answer?.text, exchange.response);
    assert.equal(answer.state, 'complete');
    assert.equal(answer.parentId, question.id);
    assert.equal(chat.head, answer.id);
    assert.equal(chat.title, 'Make it faster');
  });

  it('says in the chat that the response was cut, stopped or interrupted', () => {
    const end = (of: Partial<Exchange>) => {
      const { state, finishReason, error } =
        exchangeChat({ ...exchange, ...of }, newId, 5).messages[1] ?? assert.fail();
      return { state, finishReason, error: error?.kind };
    };
    assert.deepEqual(end({ end: 'length' }), {
      state: 'interrupted',
      finishReason: 'length',
      error: undefined,
    });
    assert.equal(end({ end: 'stopped' }).state, 'stopped');
    const error = { kind: 'filtered' } as const;
    assert.equal(end({ end: 'interrupted', error }).error, 'filtered');
  });

  it('comes back from a file, and is refused where it is something else', () => {
    assert.deepEqual(parseExchange(JSON.parse(JSON.stringify(exchange))), exchange);
    for (const wrong of [
      null,
      'x',
      {},
      { ...exchange, notes: 1 },
      { ...exchange, selections: [{}] },
    ])
      assert.equal(parseExchange(wrong), undefined);
  });
});

describe('the first words of a note', () => {
  it('are plain text on one line', () => {
    assert.equal(
      firstWords('## Notes\n\n- **Beware**: `isExpired` must\n  be added.', 80),
      'Notes Beware: isExpired must be added.',
    );
    assert.equal(firstWords('one two three four', 10), 'one two…');
    assert.equal(firstWords('5 * 3 and snake_case_name', 80), '5 * 3 and snake_case_name');
  });

  it('hold no link that a notification would open, commands least of all', () => {
    for (const text of [
      '[click](command:workbench.action.terminal.sendSequence)',
      '![x](https://evil.test/a.png)',
      '[[a](command:x)](command:y)',
      '[a\n](command:x)',
    ])
      assert.doesNotMatch(firstWords(text, 200), /\]\s*\(/, text);
  });
});
