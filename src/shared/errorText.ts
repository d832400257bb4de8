/** Each kind of error in words: what happened, what to do, and the button that does it. */
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
  /** The first is the one that most often helps. */
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
  newChat: 'New chat',
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
        cause: 'No API key is set.',
        next: 'Set the key from your Apilaplas dashboard.',
        actions: ['setApiKey'],
      };
    case 'keyOrigin':
      return {
        cause: `The API key was given for another address than ${error.origin}.`,
        next: 'Set the key again to allow it to be sent there, or restore laplas.baseUrl.',
        actions: ['setApiKey', 'openSettings'],
      };
    case 'insecureUrl':
      return {
        cause: `The address ${error.url} is not encrypted, so the key is not sent to it.`,
        next: 'Use an https:// address in laplas.baseUrl.',
        actions: ['openSettings'],
      };
    case 'badUrl':
      return {
        cause: `The address in laplas.baseUrl is none: “${error.url}”.`,
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
        cause: sentence(`The server refused the API key (${error.status})${said(error.message)}`),
        next: 'Check that the key is right, and that it is enabled in your Apilaplas dashboard.',
        actions: ['setApiKey', 'retry'],
      };
    case 'forbidden':
      return {
        cause: sentence(`The server does not allow this (${error.status})${said(error.message)}`),
        next: 'Check in your Apilaplas dashboard that the key is enabled and may use this model.',
        actions: ['setApiKey', 'retry'],
      };
    case 'balance':
      return {
        cause: sentence(`The account has no balance left (${error.status})${said(error.message)}`),
        next: 'Top up the account in your Apilaplas dashboard, then retry.',
        actions: ['retry'],
      };
    case 'rateLimit':
      return {
        cause: sentence(`Too many requests (${error.status})${said(error.message)}`),
        next:
          error.retryAfterMs === undefined
            ? 'Wait a little, then retry.'
            : `The server asks to wait ${duration(error.retryAfterMs)}, then retry.`,
        actions: ['retry'],
      };
    case 'badRequest':
      return {
        cause: sentence(
          `The server did not accept the request (${error.status})${said(error.message)}`,
        ),
        next:
          error.field === undefined
            ? 'Check the settings of Laplas, then retry.'
            : `Check the setting for ${error.field}, then retry.`,
        actions: ['openSettings', 'retry'],
      };
    case 'tooLarge':
      return {
        cause: sentence(
          error.status === 0
            ? `Nothing was sent. ${error.message}`
            : `The request is too large for the server (${error.status})${said(error.message)}`,
        ),
        next: 'Remove attachments, or begin a new chat.',
        actions: ['newChat', 'retry'],
      };
    case 'modelNotFound':
      return {
        cause: sentence(
          `The server knows no model ${error.model} at this address (${error.status})${said(error.message)}`,
        ),
        next: 'Choose another model, or correct laplas.baseUrl.',
        actions: ['selectModel', 'openSettings', 'retry'],
      };
    case 'server':
      return {
        // A status of success means that the failure was told in the answer itself.
        cause: sentence(
          `The server failed${error.status < 300 ? '' : ` (${error.status})`}${said(error.message)}`,
        ),
        next: 'This is not your fault: retry in a moment.',
        actions: ['retry', 'testConnection'],
      };
    case 'redirect':
      return {
        cause: `The server answered with a redirect${error.status === 0 ? '' : ` (${error.status})`}, which is not followed so that the key stays where it was given for.`,
        next: 'Correct laplas.baseUrl in the settings.',
        actions: ['openSettings', 'retry'],
      };
    case 'network':
      return networkText(error);
    case 'timeout':
      return {
        cause: `${timeoutPhases[error.phase]} within ${error.seconds} s.`,
        next: 'Retry, or raise laplas.requestTimeout.',
        actions: ['retry', 'testConnection', 'openSettings'],
      };
    case 'protocol':
      return {
        cause: `The answer is no chat completion: ${error.what}.${error.snippet ? ` It begins: “${error.snippet}”.` : ''}`,
        next: 'Check laplas.baseUrl, and whether a proxy answers in the server’s place.',
        actions: ['retry', 'testConnection', 'openSettings'],
      };
    case 'interrupted':
      return {
        cause: `The answer was cut off: ${error.what}.`,
        next: 'What came is kept. Continue goes on from it.',
        actions: ['continue', 'retry'],
      };
    case 'filtered':
      return {
        cause: sentence(
          `The provider’s filter ended the answer${error.message ? `: ${error.message}` : ''}`,
        ),
        next: 'Put the question in other words.',
        actions: ['retry', 'newChat'],
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
      return { cause, next: 'Check the network, and the host’s name in laplas.baseUrl.', actions };
    case 'tcp':
      return { cause, next: 'Check the network, a firewall or VPN, and laplas.baseUrl.', actions };
    case 'tls':
      return { cause, next: certificateStep(code ?? ''), actions };
    case 'proxy':
      return {
        cause,
        next:
          code === '407'
            ? 'It asks for a login: give it in VS Code’s setting http.proxy (http://user:password@host:port).'
            : 'Check VS Code’s setting http.proxy and the proxy itself.',
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

/** The codes are OpenSSL's, as Node names them, and Chromium's. */
function certificateStep(code: string): string {
  if (/EXPIRED|DATE_INVALID|NOT_YET_VALID/.test(code)) {
    return 'The server’s certificate is out of date: check this computer’s clock, or tell who runs the server.';
  }
  if (/SELF_SIGNED|UNABLE_TO_|AUTHORITY_INVALID/.test(code)) {
    return 'The certificate is of an authority that this computer does not trust: install your company’s root certificate in the system, and leave http.systemCertificates on.';
  }
  if (/ALTNAME|COMMON_NAME|HOSTNAME/.test(code)) {
    return 'The certificate is for another host: correct laplas.baseUrl.';
  }
  return 'Check whether something between this computer and the server opens its connections, and laplas.baseUrl.';
}

const networkLayers: Readonly<Record<(ErrorDetail & { kind: 'network' })['layer'], string>> = {
  dns: 'The server’s name could not be resolved',
  tcp: 'The server could not be reached',
  tls: 'No secure connection could be made',
  proxy: 'The proxy refused the connection',
  unknown: 'The connection failed',
};

const timeoutPhases: Readonly<Record<(ErrorDetail & { kind: 'timeout' })['phase'], string>> = {
  connect: 'No connection was made',
  firstByte: 'The server sent no answer',
  idle: 'Nothing more came',
};

/** What the server gave as its reason; many give none. */
function said(message: string): string {
  return message === '' ? '' : `: ${message}`;
}

/** A message of the server's may end in a full stop, or not. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
