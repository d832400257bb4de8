import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { requestBody } from '../../../src/core/api/requestBody.ts';
import type { ChatRequest } from '../../../src/core/api/types.ts';
import type { RequestSnapshot, Message } from '../../../src/core/model/conversation.ts';
import { requestCurl, requestJson, sentRequest } from '../../../src/core/request/requestText.ts';

const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: `It's "quoted", $HOME and \`x\`\n\\n` }],
  parameters: { maxTokens: 10 },
  stream: true,
};

const how: RequestSnapshot = {
  model: 'old',
  parameters: { topP: 0.5 },
  stream: false,
  system: 'Be brief',
};

function message(role: Message['role'], text: string, asked?: RequestSnapshot): Message {
  const id = text;
  const rest = { parentId: null, attachments: [], state: 'complete', createdAt: 0 } as const;
  return { id, role, text, ...rest, ...(asked === undefined ? {} : { asked }) };
}

describe('a request shown', () => {
  it('after it was sent is what was sent, whatever the settings are by then', () => {
    const branch = [message('user', 'Hello'), message('assistant', 'One two', how)];
    assert.deepEqual(sentRequest(branch), {
      model: 'old',
      parameters: { topP: 0.5 },
      stream: false,
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'user', content: 'Hello' },
      ],
    });
    assert.equal(sentRequest(branch.slice(0, 1)), undefined);
  });

  it('after Continue holds what was there of the answer by then', () => {
    const branch = [
      message('user', 'Hello'),
      message('assistant', 'One two', { ...how, after: 4 }),
    ];
    const sent = sentRequest(branch)?.messages ?? [];
    assert.deepEqual(
      sent.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user'],
    );
    assert.equal(sent[2]?.content, 'One ');
  });

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

  it('as curl goes to the address that requests go to', () => {
    for (const [baseUrl, address] of [
      ['https://h/v1/chat/completions', 'https://h/v1/chat/completions'],
      ['https://h/v1/chat/completions/', 'https://h/v1/chat/completions'],
      ['https://h/v1?version=2', 'https://h/v1/chat/completions?version=2'],
      [' https://h/v1/chat/completions?a=b ', 'https://h/v1/chat/completions?a=b'],
    ] as const) {
      assert.ok(requestCurl(request, baseUrl).startsWith(`curl '${address}' `), baseUrl);
    }
  });

  it('promise 18: holds no key', () => {
    assert.doesNotMatch(requestCurl(request, 'https://a/v1'), /Bearer (?!\$LAPLAS_API_KEY")/);
  });
});
