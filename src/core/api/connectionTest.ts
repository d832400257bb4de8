/** Finds the layer at which a connection fails, for the command `laplas.testConnection`. */
import { readAddress } from './address.ts';
import type { ErrorDetail, RunTurn } from './types.ts';

/** From the lowest layer to the highest, which is also the display order. */
export const connectionLayers = [
  'address',
  'proxy',
  'dns',
  'tcp',
  'tls',
  'key',
  'model',
  'answer',
] as const;
export type ConnectionLayer = (typeof connectionLayers)[number];

export const layerNames: Readonly<Record<ConnectionLayer, string>> = {
  address: 'Address',
  proxy: 'Proxy',
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  key: 'API key',
  model: 'Model',
  answer: 'Answer',
};

export interface ConnectionReport {
  /** All layers below the failed one are `ok`, all above it are `untested`. */
  readonly layers: Readonly<Record<ConnectionLayer, 'ok' | 'failed' | 'untested'>>;
  readonly failed?: { readonly layer: ConnectionLayer; readonly error: ErrorDetail };
  readonly elapsedMs: number;
  readonly stopped: boolean;
}

/**
 * Tests single layers with the platform's sockets. Each method resolves with the error, or with
 * undefined on success.
 */
export interface Probe {
  resolve(host: string): Promise<NetworkError | undefined>;
  connect(host: string, port: number): Promise<NetworkError | undefined>;
  /** Opens a TLS connection and verifies the certificate. */
  secure(host: string, port: number): Promise<NetworkError | undefined>;
  /** Asks a proxy to open a tunnel to the server. */
  tunnel(proxy: string, host: string, port: number): Promise<NetworkError | undefined>;
}

export type NetworkError = ErrorDetail & { readonly kind: 'network' };

export interface ConnectionTestPorts {
  readonly runTurn: RunTurn;
  /**
   * Absent on platforms without sockets. Then only the request's own error determines the layer.
   */
  readonly probe?: Probe;
}

export interface ConnectionTarget {
  readonly baseUrl: string;
  readonly model: string;
  /** The URL of the proxy that requests to this address use. */
  readonly proxy?: string;
}

/**
 * Sends one real request for a single token, the same way as any other request, so that it uses the
 * same proxy, certificates and key. Probes the layers one by one, from the lowest, only if the
 * request failed below HTTP.
 */
export async function testConnection(
  ports: ConnectionTestPorts,
  target: ConnectionTarget,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  const result = await ports.runTurn(
    {
      model: target.model,
      messages: [{ role: 'user', content: 'Reply with OK.' }],
      parameters: { maxTokens: 1 },
      stream: false,
    },
    { signal },
  );
  const { outcome, elapsedMs } = result;
  if (outcome.kind === 'stopped') {
    return { layers: layersUpTo('address'), elapsedMs, stopped: true };
  }
  const error = 'error' in outcome ? outcome.error : undefined;
  // A filtered or empty response also comes from the model: a reasoning model may spend the single
  // token on thinking.
  if (error === undefined || error.kind === 'filtered' || error.kind === 'empty') {
    return { layers: layersUpTo(undefined), elapsedMs, stopped: false };
  }
  const failed = (await lowest(error, ports.probe, target)) ?? { layer: layerOf(error), error };
  return {
    layers: { ...layersUpTo(failed.layer), [failed.layer]: 'failed' },
    failed,
    elapsedMs,
    stopped: false,
  };
}

/** Probes the layers one by one. Returns undefined when the probes find nothing or cannot help. */
async function lowest(
  error: ErrorDetail,
  probe: Probe | undefined,
  { baseUrl, proxy }: ConnectionTarget,
): Promise<ConnectionReport['failed']> {
  const isBelowHttp =
    (error.kind === 'network' && error.code !== '407') ||
    (error.kind === 'timeout' && error.phase === 'connect');
  const read = readAddress(baseUrl);
  if (probe === undefined || !isBelowHttp || 'error' in read) return undefined;
  const server = endOf(read.address.origin);
  if (proxy !== undefined) {
    const end = endOf(proxy);
    const refusal =
      (await probe.resolve(end.host)) ??
      (await probe.connect(end.host, end.port)) ??
      (await probe.tunnel(proxy, server.host, server.port));
    return refusal && { layer: 'proxy', error: { ...refusal, layer: 'proxy' } };
  }
  const failure =
    (await probe.resolve(server.host)) ??
    (await probe.connect(server.host, server.port)) ??
    (server.secure ? await probe.secure(server.host, server.port) : undefined);
  return failure && { layer: layerOf(failure), error: failure };
}

function layerOf(error: ErrorDetail): ConnectionLayer {
  switch (error.kind) {
    case 'insecureUrl':
    case 'badUrl':
    case 'badSetting':
    case 'redirect':
      return 'address';
    case 'noKey':
    case 'keyOrigin':
    case 'auth':
    case 'forbidden':
    case 'balance':
    case 'rateLimit':
      return 'key';
    case 'badRequest':
    case 'modelNotFound':
    case 'tooLarge':
      return 'model';
    case 'network':
      return error.layer === 'unknown' ? 'tcp' : error.layer;
    case 'timeout':
      return error.phase === 'connect' ? 'tcp' : 'answer';
    case 'unknown':
    case 'server':
    case 'protocol':
    case 'interrupted':
    case 'filtered':
    case 'empty':
    case 'storage':
      return 'answer';
  }
}

function layersUpTo(layer: ConnectionLayer | undefined): ConnectionReport['layers'] {
  const end = layer === undefined ? connectionLayers.length : connectionLayers.indexOf(layer);
  const entries = connectionLayers.map((name, at) => [name, at < end ? 'ok' : 'untested']);
  return Object.fromEntries(entries) as ConnectionReport['layers'];
}

function endOf(origin: string): { host: string; port: number; secure: boolean } {
  const url = new URL(origin);
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, secure };
}
