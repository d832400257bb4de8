/** Reads and validates `laplas.baseUrl`, the address that requests go to. */
import type { ErrorDetail } from './types.ts';

/** The base URL in the API's documentation. */
export const defaultBaseUrl = 'https://api.apilaplas.com/v1';

export interface Address {
  /** The full URL of the chat completions endpoint. */
  readonly endpoint: string;
  /** Scheme, host and port. An API key is bound to its origin. */
  readonly origin: string;
  /** The address is this computer. */
  readonly loopback: boolean;
}

export type AddressResult = { readonly address: Address } | { readonly error: ErrorDetail };

/**
 * Parses a base URL. It may end in `/` or `/chat/completions`, and may have a query. Because the
 * key is sent to it, only `https` is accepted, except for loopback addresses. A user name or
 * password is refused because error messages would show it.
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

/**
 * Loopback is `localhost` and its subdomains (RFC 6761), 127.0.0.0/8 (RFC 1122) and `::1` (RFC
 * 4291).
 */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
