/** A conversation as a request: its messages and attachments, the settings, and where they differ for this conversation. */
import type { Conversation, Message } from '../../core/chat/conversation.ts';
import type { SessionPorts } from '../../core/chat/session.ts';
import { continuePrompt, requestMessages } from '../../core/prompts.ts';
import type { Settings } from '../../core/settings.ts';

export function createPrepare(readSettings: () => Settings): SessionPorts['prepare'] {
  return (conversation: Conversation, messages: readonly Message[], continuing: boolean) => {
    const settings = readSettings();
    if (settings.problem !== undefined) return Promise.resolve({ error: settings.problem });
    const asked = requestMessages(messages, settings.systemPrompt);
    return Promise.resolve({
      request: {
        model: conversation.model ?? settings.model,
        messages: continuing ? [...asked, { role: 'user', content: continuePrompt }] : asked,
        parameters: { ...settings.parameters, ...conversation.parameters },
        stream: settings.stream,
      },
    });
  };
}
