/**
 * Describes each kind of error for the user: what happened, what to do, and the button that does
 * it.
 */
import type { ErrorDetail } from '../core/api/types.ts';

export type ErrorAction =
  | 'setApiKey'
  | 'retry'
  | 'continue'
  | 'openSettings'
  | 'testConnection'
  | 'selectModel'
  | 'showLog'
  | 'newChat';

export interface ErrorText {
  /** One sentence: the cause. */
  readonly cause: string;
  /** One sentence: the next step. */
  readonly next: string;
  /** The first is the one that helps most often. */
  readonly actions: readonly [ErrorAction, ...ErrorAction[]];
}

export const actionTitles: Readonly<Record<ErrorAction, string>> = {
  setApiKey: 'Set API Key',
  retry: 'Retry',
  continue: 'Continue',
  openSettings: 'Open Settings',
  testConnection: 'Test Connection',
  selectModel: 'Select Model',
  showLog: 'Show Log',
  newChat: 'New Chat',
};

export function errorText(error: ErrorDetail): ErrorText {
  switch (error.kind) {
    case 'unknown':
      return {
        cause: 'Unknown error.',
        next: 'A newer version of Laplas might know it. Retry to ask again.',
        actions: ['retry'],
      };
    case 'noKey':
      return {
        cause: 'No API key.',
        next: 'Add the key from your Apilaplas dashboard to continue.',
        actions: ['setApiKey'],
      };
    case 'keyOrigin':
      return {
        cause: `The saved API key is for a different address. It isn’t sent to ${error.origin}.`,
        next: 'Set the key again to allow this address, or restore laplas.baseUrl.',
        actions: ['setApiKey', 'openSettings'],
      };
    case 'insecureUrl':
      return {
        cause: `The address ${error.url} isn’t encrypted, so the API key isn’t sent to it.`,
        next: 'Use an https:// address in laplas.baseUrl.',
        actions: ['openSettings'],
      };
    case 'badUrl':
      return {
        cause: `The setting laplas.baseUrl isn’t a valid URL: “${error.url}”.`,
        next: 'Correct laplas.baseUrl in the settings.',
        actions: ['openSettings'],
      };
    case 'badSetting':
      return {
        cause: `The setting ${error.setting} ${error.problem}.`,
        next: 'Correct it in the settings.',
        actions: ['openSettings', 'retry'],
      };
    case 'auth':
      return {
        cause: causeOf('The server rejected the API key', error),
        next: 'Check that the key is correct and enabled in your Apilaplas dashboard.',
        actions: ['setApiKey', 'retry'],
      };
    case 'forbidden':
      return {
        cause: causeOf('The server doesn’t allow this', error),
        next: 'Check in your Apilaplas dashboard that the key is enabled and can use this model.',
        actions: ['setApiKey', 'retry'],
      };
    case 'balance':
      return {
        cause: causeOf('The account is out of credits', error),
        next: 'Add credits in your Apilaplas dashboard, then retry.',
        actions: ['retry'],
      };
    case 'rateLimit':
      return {
        cause: causeOf(error.perDay ? 'Daily limit reached' : 'Rate limit reached', error),
        next:
          error.retryAfterMs !== undefined
            ? `Retry in ${duration(error.retryAfterMs)}.`
            : error.perDay
              ? 'Retry when the limit is reset, or select another model.'
              : 'Wait a moment, then retry.',
        actions: error.perDay ? ['retry', 'selectModel'] : ['retry'],
      };
    case 'badRequest':
      return {
        cause: sentence(
          `The server didn’t accept the request (${error.status})${said(error.message)}`,
        ),
        next:
          error.field === undefined
            ? 'Check the Laplas settings, then retry.'
            : `Check the setting for ${error.field}, then retry.`,
        actions: ['openSettings', 'retry'],
      };
    case 'tooLarge':
      return {
        cause:
          error.status === 0
            ? sentence(`Nothing was sent. ${error.message}`)
            : causeOf('The request is too long', error),
        next: 'Remove attachments, or start a new chat.',
        actions: ['newChat', 'retry'],
      };
    case 'modelNotFound':
      return {
        cause: sentence(
          `The server has no model named ${error.model} (${error.status})${said(error.message)}`,
        ),
        next: 'Select another model, or correct laplas.baseUrl.',
        actions: ['selectModel', 'openSettings', 'retry'],
      };
    case 'server':
      return {
        cause: causeOf('The server returned an error', error),
        next:
          error.retryAfterMs === undefined
            ? 'Try again in a moment.'
            : `Retry in ${duration(error.retryAfterMs)}.`,
        actions: ['retry', 'testConnection'],
      };
    case 'redirect':
      return {
        cause: `The server sent a redirect${error.status === 0 ? '' : ` (${error.status})`}. Laplas doesn’t follow redirects, so your API key stays with the address you set it for.`,
        next: 'Correct laplas.baseUrl in the settings.',
        actions: ['openSettings', 'retry'],
      };
    case 'network':
      return networkText(error);
    case 'timeout':
      return {
        cause: `${timeoutPhases[error.phase]} ${error.phase === 'idle' ? 'for' : 'within'} ${error.seconds} s.`,
        next: 'Retry, or increase laplas.requestTimeout.',
        actions: ['retry', 'testConnection', 'openSettings'],
      };
    case 'protocol':
      return {
        cause: `Unexpected response from the server: ${error.what}.${error.snippet ? ` It starts with “${error.snippet}”.` : ''}`,
        next: 'Check laplas.baseUrl, and whether a proxy responds instead of the server.',
        actions: ['retry', 'testConnection', 'openSettings'],
      };
    case 'interrupted':
      return {
        cause: `The response was interrupted: ${error.what}.`,
        next: 'The partial response is kept. Select Continue to resume.',
        actions: ['continue', 'retry'],
      };
    case 'filtered':
      return {
        cause: sentence(
          `The provider’s content filter blocked the response${said(error.message ?? '')}`,
        ),
        next: 'Rephrase your message, or retry.',
        actions: ['retry', 'newChat'],
      };
    case 'empty':
      return {
        cause: `The response was empty${said(error.what ?? '')}.`,
        next: 'Retry, or rephrase your message.',
        actions: ['retry'],
      };
    case 'storage':
      return {
        cause: `Couldn’t save the chat: ${error.what}.`,
        next: 'Free some space or check the permissions, then retry. What was saved before isn’t lost.',
        actions: ['retry', 'showLog'],
      };
  }
}

function networkText({ layer, code }: ErrorDetail & { kind: 'network' }): ErrorText {
  const cause = `${networkLayers[layer]}${code === undefined ? '' : ` (${code})`}.`;
  const actions = ['retry', 'testConnection', 'openSettings'] as const;
  switch (layer) {
    case 'dns':
      return { cause, next: 'Check the network, and the host name in laplas.baseUrl.', actions };
    case 'tcp':
      return { cause, next: 'Check the network, a firewall or VPN, and laplas.baseUrl.', actions };
    case 'tls':
      return { cause, next: certificateStep(code ?? ''), actions };
    case 'proxy':
      return {
        cause,
        next:
          code === '407'
            ? 'The proxy requires authentication. Set the credentials in http.proxy (http://user:password@host:port).'
            : 'Check the http.proxy setting and the proxy.',
        actions,
      };
    case 'unknown':
      return {
        cause,
        next: 'Check the network, the proxy settings and laplas.baseUrl, then retry.',
        actions,
      };
  }
}

/** The codes are from OpenSSL, as Node names them, and from Chromium. */
function certificateStep(code: string): string {
  if (/EXPIRED|DATE_INVALID|NOT_YET_VALID/.test(code)) {
    return 'The server’s certificate is out of date. Check this computer’s clock, or contact the server’s administrator.';
  }
  if (/SELF_SIGNED|UNABLE_TO_|AUTHORITY_INVALID/.test(code)) {
    return 'The certificate was issued by an untrusted authority. Install your company’s root certificate in the system, and keep http.systemCertificates on.';
  }
  if (/ALTNAME|COMMON_NAME|HOSTNAME/.test(code)) {
    return 'The certificate is for another host. Correct laplas.baseUrl.';
  }
  return 'Check laplas.baseUrl, and whether a proxy or security tool is intercepting TLS.';
}

const networkLayers: Readonly<Record<(ErrorDetail & { kind: 'network' })['layer'], string>> = {
  dns: 'The server’s name couldn’t be resolved',
  tcp: 'The server couldn’t be reached',
  tls: 'A secure connection couldn’t be made',
  proxy: 'The proxy refused the connection',
  unknown: 'The connection failed',
};

const timeoutPhases: Readonly<Record<(ErrorDetail & { kind: 'timeout' })['phase'], string>> = {
  connect: 'The server couldn’t be reached',
  firstByte: 'The server didn’t respond',
  idle: 'The response stalled',
};

/**
 * The cause with the status and the server's message. A status below 300 means that the error was
 * in the response itself.
 */
function causeOf(
  what: string,
  { status, message }: { readonly status: number; readonly message: string },
): string {
  return sentence(`${what}${status < 300 ? '' : ` (${status})`}${said(withoutAdvice(message))}`);
}

/** The reason given by the server, if there is one. */
function said(message: string): string {
  return message === '' ? '' : `: ${message}`;
}

/** Removes advice from a server's message. It would repeat or contradict `next`. */
function withoutAdvice(message: string): string {
  return message
    .replace(/,? please check your plan and billing details/i, '')
    .replace(/\s*(?:please )?(?:retry|try again) (?:in|after) [\d.]+ ?[a-z]+\.?/gi, '')
    .split(/(?<=[.!?]) /)
    .filter(
      (part) =>
        !/^(?:please|ensure|make sure|check|verify|try again|retry|for more information|to learn more|learn more)\b/i.test(
          part,
        ),
    )
    .join(' ');
}

/** Adds a full stop, unless the server's message already ends in punctuation. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return counted(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'hour');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
