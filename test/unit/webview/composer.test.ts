import assert from 'node:assert/strict';
import { parameterTable } from '../../../src/core/api/parameters.ts';
import { mentionAt } from '../../../src/webview/composer/mentionWord.ts';
import { requestSize } from '../../../src/webview/composer/requestSize.ts';
import { parameterText, withParameter } from '../../../src/webview/composer/parameterText.ts';
import { fit } from '../../../src/webview/composer/images.ts';
import { createPromptRecall } from '../../../src/webview/composer/promptRecall.ts';
import { calm } from '../../browser/chats.ts';

describe('prompt recall', () => {
  it('goes back from an empty text and forth again to the empty one', () => {
    const recall = createPromptRecall(() => ['first', 'second']);
    assert.equal(recall.key('older', ''), 'second');
    assert.equal(recall.key('older', 'second'), 'first');
    assert.equal(recall.key('older', 'first'), undefined);
    assert.equal(recall.key('newer', 'first'), 'second');
    assert.equal(recall.key('newer', 'second'), '');
  });

  it('leaves the arrows to a text that the user wrote or changed', () => {
    const recall = createPromptRecall(() => ['first']);
    assert.equal(recall.key('older', 'mine'), undefined);
    assert.equal(recall.key('older', ''), 'first');
    assert.equal(recall.key('older', 'first, changed'), undefined);
  });
});

describe('a mention', () => {
  it('is the @ word that ends at the cursor', () => {
    assert.deepEqual(mentionAt('see @ord', 8), { start: 4, end: 8, query: 'ord' });
    assert.deepEqual(mentionAt('@', 1), { start: 0, end: 1, query: '' });
    assert.deepEqual(mentionAt('(@a b', 3), { start: 1, end: 3, query: 'a' });
  });

  it('is the / word that the text begins with', () => {
    assert.deepEqual(mentionAt('/te', 3), { start: 0, end: 3, query: '/te' });
    assert.deepEqual(mentionAt('/', 1), { start: 0, end: 1, query: '/' });
    for (const text of ['see /te', '/usr/bin', '/te ']) {
      assert.equal(mentionAt(text, text.length), undefined, text);
    }
  });

  it('follows writing without spaces at once', () => {
    // MoonshotAI/kimi-agent-sdk#217 has the first.
    for (const before of [
      '请看',
      'ファイル',
      '파일',
      'ดู',
      'ເບິ່ງ',
      'មើល',
      '见：',
      '（',
      '、',
      '「',
      'データー',
    ]) {
      const text = `${before}@money`;
      assert.deepEqual(
        mentionAt(text, text.length),
        { start: before.length, end: text.length, query: 'money' },
        text,
      );
    }
  });

  it('is a path however that is written, and is replaced as a whole', () => {
    for (const [written, query] of [
      ['@/src', 'src'],
      ['@./src/money', 'src/money'],
      ['@src\\money', 'src/money'],
      ['@.\\src', 'src'],
      ['@.//src', 'src'],
      ['@/', ''],
      ['@.env', '.env'],
      ['@../src', '../src'],
    ] as const) {
      const text = `see ${written}`;
      assert.deepEqual(mentionAt(text, text.length), { start: 4, end: text.length, query });
    }
  });

  it('is neither an address nor what stands behind a space', () => {
    for (const text of [
      'me@example.com',
      'é@example',
      'a.b+c@x',
      'почта@x',
      'x9@y',
      'https://a@b',
    ]) {
      assert.equal(mentionAt(text, text.length), undefined, text);
    }
    assert.equal(mentionAt('@ord ers', 8), undefined);
  });
});

describe('a picture', () => {
  it('is scaled down to the longest side, in proportion, and never up', () => {
    assert.deepEqual(fit(3136, 1000, 1568), { width: 1568, height: 500 });
    assert.deepEqual(fit(100, 40, 1568), { width: 100, height: 40 });
    assert.deepEqual(fit(100_000, 2, 1568), { width: 1568, height: 1 });
  });
});

describe('the fields of parameters', () => {
  const spec = (name: string) => {
    const found = parameterTable.find((line) => line.name === name);
    assert.ok(found);
    return found;
  };

  it('read back what they write, for every line of the table', () => {
    const parameters = {
      maxTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      frequencyPenalty: -1,
      presencePenalty: 1,
      stop: ['END', '}'],
      logitBias: { '42': -3 },
    };
    for (const line of parameterTable) {
      assert.deepEqual(
        withParameter(parameters, line, parameterText(parameters, line)),
        { parameters },
        line.name,
      );
    }
  });

  it('unset what is emptied, and refuse what is out of range in words', () => {
    assert.deepEqual(withParameter({ topP: 0.5, maxTokens: 1 }, spec('topP'), ' '), {
      parameters: { maxTokens: 1 },
    });
    assert.deepEqual(withParameter({}, spec('topP'), '3'), {
      problem: 'Top P must be a number from 0.1 to 1.',
    });
    assert.ok('problem' in withParameter({}, spec('temperature'), 'warm'));
    assert.ok('problem' in withParameter({}, spec('logitBias'), '42'));
  });
});

describe('the size of a request', () => {
  it('counts the text, and leaves the answer its room', () => {
    const state = { ...calm, contextWindow: 1000, parameters: { maxTokens: 400 } };
    assert.deepEqual(requestSize({ ...state, contextTokens: 600 }, ''), {
      tokens: 600,
      limit: 600,
      over: 0,
    });
    assert.ok(requestSize({ ...state, contextTokens: 600 }, 'one more').over > 0);
  });
});
