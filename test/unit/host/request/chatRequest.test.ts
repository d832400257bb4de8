import assert from 'node:assert/strict';
import type { Conversation, Message } from '../../../../src/core/model/conversation.ts';
import { defaultSettings, parseSettings } from '../../../../src/core/model/settings.ts';
import { createPrepare } from '../../../../src/host/request/chatRequest.ts';

const asked: Message = {
  id: 'm',
  parentId: null,
  role: 'user',
  text: 'Hello',
  attachments: [],
  state: 'complete',
  createdAt: 0,
};

const chat: Conversation = {
  id: 'c',
  title: '',
  createdAt: 0,
  updatedAt: 0,
  pinned: false,
  messages: [asked],
  head: 'm',
};

describe('the request of a chat', () => {
  const prepare = (settings: Readonly<Record<string, unknown>>, conversation = chat) =>
    createPrepare(() => parseSettings((name) => settings[name]))(conversation, [asked], false);

  it('asks for a stream unless laplas.stream is off', async () => {
    for (const stream of [true, false]) {
      const made = await prepare({ stream });
      assert.equal('request' in made && made.request.stream, stream);
    }
  });

  it('has the parameters of the settings, and those of the conversation before them', async () => {
    const settings = { temperature: 1, stop: 'END' };
    const made = await prepare(settings, { ...chat, parameters: { temperature: 0 } });
    assert.deepEqual('request' in made && made.request.parameters, {
      ...defaultSettings.parameters,
      temperature: 0,
      stop: ['END'],
    });
  });

  it('is not made while a setting is wrong: the setting is named', async () => {
    const made = await prepare({ topP: 7 });
    assert.deepEqual(made, {
      error: {
        kind: 'badSetting',
        setting: 'laplas.topP',
        problem: 'must be a number from 0.1 to 1',
      },
    });
  });
});
