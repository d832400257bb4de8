/** A request outside of a chat, with the settings as they are now. */
import { defaultMaxTokens } from '../../core/api/parameters.ts';
import type { ChatRequest, ErrorDetail, RequestMessage } from '../../core/api/types.ts';
import { measure, tooLargeText } from '../../core/request/tokens.ts';
import { readSettings } from '../settings/config.ts';

/** What is wrong with the settings, or that it does not fit the model's window, is said before anything is sent. */
export function buildRequest(
  messages: readonly RequestMessage[],
): { readonly request: ChatRequest } | { readonly error: ErrorDetail } {
  const { problem, model, parameters, stream, contextWindow } = readSettings();
  if (problem !== undefined) return { error: problem };
  const { maxTokens = defaultMaxTokens } = parameters;
  const tooLarge = tooLargeText(measure(messages, contextWindow, maxTokens));
  return tooLarge === undefined
    ? { request: { model, messages, parameters, stream } }
    : { error: { kind: 'tooLarge', status: 0, message: tooLarge } };
}
