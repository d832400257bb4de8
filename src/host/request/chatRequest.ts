/** Builds a conversation's request from its messages, attachments and settings. */
import { defaultMaxTokens } from '../../core/api/parameters.ts';
import type { ChatRequest } from '../../core/api/types.ts';
import type { Conversation, Message } from '../../core/model/conversation.ts';
import type { SessionPorts } from '../../core/chat/session.ts';
import type { RequestSize } from '../../core/request/tokens.ts';
import { estimateImageTokens, measure, tooLargeText } from '../../core/request/tokens.ts';
import { requestMessages, systemText } from '../../core/request/systemPrompt.ts';
import type { Settings } from '../../core/model/settings.ts';

export function createPrepare(
  readSettings: (conversation: Conversation) => Settings,
): SessionPorts['prepare'] {
  return (conversation: Conversation, messages: readonly Message[], continuing: boolean) => {
    const settings = readSettings(conversation);
    if (settings.problem !== undefined) return Promise.resolve({ error: settings.problem });
    const request: ChatRequest = {
      model: conversation.model ?? settings.model,
      messages: requestMessages(
        messages,
        systemText(settings.systemPrompt, settings.language),
        continuing,
      ),
      parameters: { ...settings.parameters, ...conversation.parameters },
      stream: settings.stream,
    };
    const tooLarge = tooLargeText(sizeOf(request, messages, settings.contextWindow));
    return Promise.resolve(
      tooLarge === undefined
        ? { request }
        : { error: { kind: 'tooLarge', status: 0, message: tooLarge } },
    );
  };
}

/**
 * Estimates the tokens of a request with these messages. The last message may be a draft without
 * text.
 */
export function requestTokens(messages: readonly Message[], settings: Settings): number {
  const asked = requestMessages(messages, systemOf(settings), false);
  const { model, parameters, stream, contextWindow } = settings;
  return sizeOf({ model, parameters, stream, messages: asked }, messages, contextWindow).tokens;
}

function systemOf({ systemPrompt, language }: Settings): string {
  return systemText(systemPrompt, language);
}

function sizeOf(
  request: ChatRequest,
  messages: readonly Message[],
  contextWindow: number,
): RequestSize {
  const pictures = messages
    .flatMap((message) => message.attachments)
    .reduce(
      (sum, each) =>
        sum + (each.kind === 'image' ? estimateImageTokens(each.width, each.height) : 0),
      0,
    );
  const { maxTokens = defaultMaxTokens } = request.parameters;
  return measure(request.messages, contextWindow, maxTokens, pictures);
}
