/**
 * Converts the error that `fetch` rejects with to an ErrorDetail. Node gives the reason in a chain
 * of causes, Electron in the message.
 */
import { tidy } from './errors.ts';
import { isRecord, textOf } from '../base/guards.ts';
import type { ErrorDetail } from './types.ts';

type Layer = (ErrorDetail & { kind: 'network' })['layer'];

/**
 * `elapsedMs` is the request's duration until the error. undici has time limits of its own (10 s to
 * connect, 300 s for headers and between chunks: https://undici.nodejs.org/#/docs/api/Client),
 * which are reported like ours.
 */
export function errorFromPlatform(thrown: unknown, elapsedMs: number): ErrorDetail {
  const chain = causes(thrown);
  const codes = chain.flatMap((error) => codeOf(error) ?? []);
  const messages = chain.flatMap((error) => textOf(error['message']) ?? []);
  const phase = codes.map((code) => timeoutPhases[code]).find((known) => known !== undefined);
  if (phase !== undefined) return { kind: 'timeout', phase, seconds: Math.round(elapsedMs / 1000) };
  if (messages.some((message) => /redirect/i.test(message))) return { kind: 'redirect', status: 0 };
  const layer = layerOf(codes, messages);
  // If the chain has several codes, prefer the one that identifies the layer.
  const code = codes.find((candidate) => layerOfCode(candidate) === layer) ?? codes.at(-1);
  return {
    kind: 'network',
    layer,
    ...(code === undefined ? {} : { code }),
    message: tidy(messages.at(-1) ?? '') ?? '',
  };
}

const timeoutPhases: Readonly<Record<string, (ErrorDetail & { kind: 'timeout' })['phase']>> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect',
  ERR_CONNECTION_TIMED_OUT: 'connect',
  UND_ERR_HEADERS_TIMEOUT: 'firstByte',
  UND_ERR_BODY_TIMEOUT: 'idle',
};

function layerOf(codes: readonly string[], messages: readonly string[]): Layer {
  if (messages.some((message) => /proxy response|proxy auth|tunnel/i.test(message))) return 'proxy';
  const layers = codes.map(layerOfCode);
  return (
    (['proxy', 'tls', 'dns', 'tcp'] as const).find((layer) => layers.includes(layer)) ?? 'unknown'
  );
}

/**
 * Knows the codes of Node (errno, c-ares, OpenSSL verification), undici and Chromium (`net::ERR_…`,
 * passed without `net::`).
 */
export function layerOfCode(code: string): Layer | undefined {
  if (/PROXY|TUNNEL|SOCKS/.test(code)) return 'proxy';
  if (/CERT|SSL|TLS|^EPROTO$|^UNABLE_TO_|SELF_SIGNED|^CRL_|^HOSTNAME_MISMATCH$/.test(code))
    return 'tls';
  if (/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EREFUSED)$|NAME_NOT_RESOLVED|DNS/.test(code))
    return 'dns';
  if (/^(ECONN\w+|EHOST\w+|ENET\w+|EPIPE|ETIMEDOUT|EADDRNOTAVAIL|UND_ERR_SOCKET)$/.test(code))
    return 'tcp';
  if (/^ERR_(CONNECTION|ADDRESS|INTERNET|NETWORK|EMPTY_RESPONSE)/.test(code)) return 'tcp';
  return undefined;
}

/**
 * Returns the error and its chain of causes. Of an AggregateError (one error per address tried),
 * only the first error is followed.
 */
function causes(thrown: unknown): Readonly<Record<string, unknown>>[] {
  const chain: Readonly<Record<string, unknown>>[] = [];
  let next = thrown;
  while (isRecord(next) && chain.length < 8) {
    chain.push(next);
    const gathered: unknown = next['errors'];
    next = next['cause'] ?? (Array.isArray(gathered) ? gathered[0] : undefined);
  }
  return chain;
}

function codeOf(error: Readonly<Record<string, unknown>>): string | undefined {
  return textOf(error['code']) ?? /net::(ERR_\w+)/.exec(textOf(error['message']) ?? '')?.[1];
}
