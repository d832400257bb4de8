import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { requestBody } from '../../../src/core/api/request.ts';
import type { ChatRequest } from '../../../src/core/api/types.ts';
import { requestCurl, requestJson } from '../../../src/core/context/requestText.ts';

const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: `It's "quoted", $HOME and \`x\`\n\\n` }],
  parameters: { maxTokens: 10 },
  stream: true,
};

describe('a request shown', () => {
  it('is the body that is sent', () => {
    assert.deepEqual(JSON.parse(requestJson(request)), JSON.parse(requestBody(request)));
  });

  it('as curl comes out of a shell as the same body, to the same address', () => {
    const curl = requestCurl(request, 'https://api.example.com/v1/');
    const { stdout } = spawnSync(
      'sh',
      ['-c', `curl() { for a; do printf '%s\\0' "$a"; done; }\n${curl}`],
      {
        encoding: 'utf8',
        env: { LAPLAS_API_KEY: 'from the environment' },
      },
    );
    const words = stdout.split('\0');
    assert.equal(words[0], 'https://api.example.com/v1/chat/completions');
    assert.equal(words[2], 'Authorization: Bearer from the environment');
    assert.deepEqual(JSON.parse(words[6] ?? ''), JSON.parse(requestBody(request)));
  });

  it('promise 18: holds no key', () => {
    assert.doesNotMatch(requestCurl(request, 'https://a/v1'), /Bearer (?!\$LAPLAS_API_KEY")/);
  });
});
