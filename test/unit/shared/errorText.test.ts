import assert from 'node:assert/strict';
import { errorText } from '../../../src/shared/errorText.ts';
import { statusText } from '../../../src/webview/transcript/statusText.ts';

describe('the words of an error', () => {
  it('say the next step once: the server’s own is left out', () => {
    for (const [message, cause] of [
      [
        'The API key is not valid. Ensure that the key is enabled in your dashboard.',
        'The server rejected the API key (401): The API key is not valid.',
      ],
      [
        'API key not valid. Please pass a valid API key.',
        'The server rejected the API key (401): API key not valid.',
      ],
      ['Please pass a key.', 'The server rejected the API key (401).'],
      ['', 'The server rejected the API key (401).'],
    ] as const) {
      assert.equal(errorText({ kind: 'auth', status: 401, message }).cause, cause);
    }
  });

  it('say of a limit of rate how long to wait, and nothing of billing', () => {
    const message =
      'You exceeded your current quota, please check your plan and billing details. Limit: 10. Please retry in 36.5s.';
    const limit = { kind: 'rateLimit', status: 429, message } as const;
    const { cause, next } = errorText({ ...limit, retryAfterMs: 36_500 });
    assert.equal(cause, 'Rate limit reached (429): You exceeded your current quota. Limit: 10.');
    assert.equal(next, 'Retry in 37 seconds.');
    for (const [ms, words] of [
      [200, '1 second'],
      [119_000, '119 seconds'],
      [120_000, '2 minutes'],
      [86_400_000, '24 hours'],
    ] as const) {
      assert.equal(errorText({ ...limit, retryAfterMs: ms }).next, `Retry in ${words}.`);
    }
    assert.match(errorText({ ...limit, perDay: true }).cause, /^Daily limit reached/);
  });

  it('of an empty response and of a filter say why', () => {
    const what = 'the token limit was reached before any text';
    const empty = errorText({ kind: 'empty', reason: 'length', what });
    assert.equal(empty.cause, `The response was empty: ${what}.`);
    assert.deepEqual(empty.actions, ['retry']);
    const filtered = errorText({ kind: 'filtered', message: 'SAFETY' }).cause;
    assert.equal(filtered, 'The provider’s content filter blocked the response: SAFETY.');
  });

  it('of a page without a title are no more than the status', () => {
    const { cause } = errorText({ kind: 'server', status: 502, message: '' });
    assert.equal(cause, 'The server returned an error (502).');
  });

  it('of a retry end in one full stop', () => {
    const retrying = { phase: 'retrying', attempt: 1, delayMs: 6_000 } as const;
    for (const cause of ['Rate limit reached (429)', 'Rate limit reached (429).']) {
      assert.equal(
        statusText({ ...retrying, cause }, 0),
        'Rate limit reached (429). Retrying in 6 s…',
      );
    }
  });
});
