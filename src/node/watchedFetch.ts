/** `fetch` that tells when its request is on a connection: the Fetch standard does not, undici's diagnostics channels do. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Fetch, FetchInit, FetchResponse } from '../core/base/ports.ts';

type OnConnection = NonNullable<FetchInit['onConnection']>;

/**
 * `platformFetch` is asked for at each request, since VS Code puts its own in the global's place while it starts. Where the request does not go
 * through undici (Electron's own network, say) the channels stay silent, and so does `onConnection`.
 */
export function createWatchedFetch(
  platformFetch: () => (
    url: string,
    init: Omit<FetchInit, 'onConnection'>,
  ) => Promise<FetchResponse>,
): Fetch {
  const current = new AsyncLocalStorage<OnConnection>();
  const watched = new WeakMap<object, OnConnection>();

  subscribe('undici:request:create', (message) => {
    const request = requestOf(message);
    const onConnection = current.getStore();
    // A proxy's CONNECT is part of connecting.
    if (request === undefined || onConnection === undefined || request.method === 'CONNECT') return;
    watched.set(request, onConnection);
    onConnection('connecting');
  });
  subscribe('undici:client:sendHeaders', (message) => {
    const request = requestOf(message);
    if (request !== undefined) watched.get(request)?.('connected');
  });

  return (url, { onConnection, ...init }) => {
    const send = (): Promise<FetchResponse> => platformFetch()(url, init);
    return onConnection === undefined ? send() : current.run(onConnection, send);
  };
}

function requestOf(message: unknown): { readonly method?: unknown } | undefined {
  const request =
    typeof message === 'object' && message !== null && 'request' in message
      ? message.request
      : undefined;
  return typeof request === 'object' && request !== null ? request : undefined;
}
