/**
 * `fetch` that reports when its request has a connection. The Fetch standard doesn't report this,
 * but undici's diagnostics channels do.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Fetch, FetchInit, FetchResponse } from '../core/base/ports.ts';

type OnConnection = NonNullable<FetchInit['onConnection']>;

/**
 * `platformFetch` is called for each request, because VS Code replaces the global `fetch` during
 * startup. If a request doesn't go through undici (but through Electron's network stack, for
 * example), the channels stay silent, and `onConnection` isn't called.
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
    // A CONNECT request to a proxy is part of connecting.
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
