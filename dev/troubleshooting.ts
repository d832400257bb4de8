/**
 * Generates docs/troubleshooting.md from the texts that the panel shows: `npm run docs`. A unit
 * test checks that it is up to date.
 */
import { format } from 'prettier';
import type { ErrorDetail, ErrorKind } from '../src/core/api/types.ts';
import { actionTitles, errorText } from '../src/shared/errorText.ts';

const message = '…';

/**
 * One or more samples of each kind, because the text of some kinds depends on their fields. A
 * missing kind is a compile error.
 */
export const samples: { readonly [Kind in ErrorKind]: readonly (ErrorDetail & { kind: Kind })[] } =
  {
    unknown: [{ kind: 'unknown' }],
    noKey: [{ kind: 'noKey' }],
    keyOrigin: [{ kind: 'keyOrigin', origin: 'https://example.com' }],
    insecureUrl: [{ kind: 'insecureUrl', url: 'http://example.com' }],
    badUrl: [{ kind: 'badUrl', url: 'example' }],
    badSetting: [
      {
        kind: 'badSetting',
        setting: 'laplas.temperature',
        problem: 'must be a number from 0 to 2',
      },
    ],
    auth: [{ kind: 'auth', status: 401, message }],
    forbidden: [{ kind: 'forbidden', status: 403, message }],
    balance: [{ kind: 'balance', status: 402, message }],
    rateLimit: [
      { kind: 'rateLimit', status: 429, message },
      { kind: 'rateLimit', status: 429, message, retryAfterMs: 90_000 },
      { kind: 'rateLimit', status: 429, message, perDay: true },
    ],
    badRequest: [
      { kind: 'badRequest', status: 400, message },
      { kind: 'badRequest', status: 422, message, field: 'top_p' },
    ],
    tooLarge: [{ kind: 'tooLarge', status: 413, message }],
    modelNotFound: [{ kind: 'modelNotFound', status: 404, message, model: 'gemini' }],
    server: [
      { kind: 'server', status: 503, message },
      { kind: 'server', status: 200, message },
    ],
    redirect: [{ kind: 'redirect', status: 307 }],
    network: [
      { kind: 'network', layer: 'dns', code: 'ENOTFOUND', message },
      { kind: 'network', layer: 'tcp', code: 'ECONNREFUSED', message },
      { kind: 'network', layer: 'tls', code: 'CERT_HAS_EXPIRED', message },
      { kind: 'network', layer: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN', message },
      { kind: 'network', layer: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID', message },
      { kind: 'network', layer: 'tls', code: 'EPROTO', message },
      { kind: 'network', layer: 'proxy', code: '407', message },
      { kind: 'network', layer: 'proxy', code: 'ECONNREFUSED', message },
      { kind: 'network', layer: 'unknown', message },
    ],
    timeout: [
      { kind: 'timeout', phase: 'connect', seconds: 15 },
      { kind: 'timeout', phase: 'firstByte', seconds: 120 },
      { kind: 'timeout', phase: 'idle', seconds: 60 },
    ],
    protocol: [{ kind: 'protocol', what: 'it is a web page', snippet: '<html>' }],
    interrupted: [
      { kind: 'interrupted', what: 'the connection was closed too early' },
      { kind: 'interrupted', what: 'the connection was lost (ECONNRESET)' },
      { kind: 'interrupted', what: 'the model stopped with the reason “OTHER”' },
      {
        kind: 'interrupted',
        what: 'the server ended it, but the model didn’t say that it was done',
      },
    ],
    filtered: [{ kind: 'filtered' }, { kind: 'filtered', message: 'SAFETY' }],
    empty: [
      { kind: 'empty', reason: 'stop' },
      {
        kind: 'empty',
        reason: 'MALFORMED_FUNCTION_CALL',
        what: 'the model tried to call a tool, but the call isn’t valid',
      },
      {
        kind: 'empty',
        reason: 'length',
        what: 'the token limit was reached before any text',
      },
    ],
    storage: [{ kind: 'storage', what: 'no space is left' }],
  };

const head = `# Troubleshooting

<!-- Made from src/shared/errorText.ts by \`npm run docs\`. -->

Whatever goes wrong, your question is kept, and so is every word of a response that had arrived. **Laplas: Test Connection**
checks the layers between you and the model (address, proxy, DNS, TCP, TLS, key, model) and names the one that
fails; **Laplas: Show Log** shows sizes, statuses and timings, and never a prompt, a response or a key.

“…” is a message of the server's.
`;

/** The complete page. */
export async function troubleshooting(): Promise<string> {
  const rows = Object.entries(samples).flatMap(([kind, errors]: [string, readonly ErrorDetail[]]) =>
    errors.map((error) => {
      const { cause, next, actions } = errorText(error);
      const buttons = actions.map((action) => actionTitles[action]).join(', ');
      return `| ${cell(cause)} | ${cell(next)} | ${buttons} | \`${kind}\` |`;
    }),
  );
  const table = [
    '| Laplas says | what to do | buttons | kind |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  return format(`${head}\n${table}\n`, { parser: 'markdown', printWidth: 100 });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
