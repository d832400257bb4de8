/** How large the next request would be. */
import { defaultMaxTokens } from '../../core/api/parameters.ts';
import type { RequestSize } from '../../core/request/tokens.ts';
import { estimateTokens } from '../../core/request/tokens.ts';
import type { PanelState } from '../../shared/protocol.ts';

/** The size of everything that would go out with this text, and the room that the answer leaves. */
export function requestSize(state: PanelState, text: string): RequestSize {
  const tokens = state.contextTokens + estimateTokens(text);
  const room = state.contextWindow - (state.parameters.maxTokens ?? defaultMaxTokens);
  const limit = Math.max(0, room);
  return { tokens, limit, over: Math.max(0, tokens - limit) };
}
