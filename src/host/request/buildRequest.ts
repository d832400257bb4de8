/** Builds a request outside a chat, with the current settings. */
import { defaultMaxTokens } from '../../core/api/parameters.ts';
import type { ChatRequest, ErrorDetail, RequestMessage } from '../../core/api/types.ts';
import { measure, tooLargeText } from '../../core/request/tokens.ts';
import { readSettings } from '../settings/config.ts';

/** Returns an error if the settings are invalid or the request doesn't fit the context window. */
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
