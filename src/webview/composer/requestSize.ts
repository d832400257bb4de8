/** Estimates the size of the next request. */
import { defaultMaxTokens } from '../../core/api/parameters.ts';
import type { RequestSize } from '../../core/request/tokens.ts';
import { estimateTokens } from '../../core/request/tokens.ts';
import type { PanelState } from '../../shared/protocol.ts';

/**
 * The size of the request with this text, against the context window minus the response's tokens.
 */
export function requestSize(state: PanelState, text: string): RequestSize {
  const tokens = state.contextTokens + estimateTokens(text);
  const room = state.contextWindow - (state.parameters.maxTokens ?? defaultMaxTokens);
  const limit = Math.max(0, room);
  return { tokens, limit, over: Math.max(0, tokens - limit) };
}
