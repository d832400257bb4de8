/** Where requests go: `laplas.baseUrl`, checked. */
import type { ErrorDetail } from './types.ts';

/** The address that the API's page gives. */
export const defaultBaseUrl = 'https://api.apilaplas.com/v1';

export interface Address {
  /** The full URL of the chat completions. */
  readonly endpoint: string;
  /** What a key is bound to: scheme, host and port. */
  readonly origin: string;
  /** The address is this computer itself. */
  readonly loopback: boolean;
}

export type AddressResult = { readonly address: Address } | { readonly error: ErrorDetail };

/**
 * Reads a base URL. It may end in `/` or in `/chat/completions`, and may have a query. Only `https` is accepted, but for loopback,
 * since the key goes there; a user name or password in it is refused, since it would end up in messages.
 */
export function readAddress(baseUrl: string): AddressResult {
  let url: URL;
  try {
    url = new URL(baseUrl.trim());
  } catch {
    return { error: { kind: 'badUrl', url: baseUrl } };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { error: { kind: 'badUrl', url: baseUrl } };
  }
  if (url.username !== '' || url.password !== '') {
    return { error: { kind: 'badUrl', url: `${url.protocol}//…@${url.host}` } };
  }
  const loopback = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !loopback) {
    return { error: { kind: 'insecureUrl', url: url.origin } };
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return {
    address: {
      endpoint: `${url.origin}${path}/chat/completions${url.search}`,
      origin: url.origin,
      loopback,
    },
  };
}

/** RFC 6761 reserves `localhost` and all below it, RFC 1122 the whole of 127/8, RFC 4291 `::1`. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
