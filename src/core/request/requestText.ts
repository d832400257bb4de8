/** Formats a request for display: its exact body, and a `curl` command that sends it. */
import { readAddress } from '../api/address.ts';
import { requestBody } from '../api/requestBody.ts';
import type { ChatRequest } from '../api/types.ts';
import type { Message } from '../model/conversation.ts';
import { requestMessages } from './systemPrompt.ts';

/**
 * Rebuilds the request that a response was generated from, regardless of current settings.
 * Undefined if it was not stored.
 *
 * @param branch The messages from the first to the response.
 */
export function sentRequest(branch: readonly Message[]): ChatRequest | undefined {
  const answer = branch.at(-1);
  if (answer?.asked === undefined) return undefined;
  const { model, parameters, stream, system, after } = answer.asked;
  const above = branch.slice(0, -1);
  const messages =
    after === undefined ? above : [...above, { ...answer, text: answer.text.slice(0, after) }];
  return {
    model,
    parameters,
    stream,
    messages: requestMessages(messages, system, after !== undefined),
  };
}

/**
 * The request body as indented JSON. Except for white space between fields it is exactly what is
 * sent.
 */
export function requestJson(request: ChatRequest): string {
  return `${JSON.stringify(JSON.parse(requestBody(request)), undefined, 2)}\n`;
}

/**
 * The command for a POSIX shell. It reads the API key from the environment and doesn't contain it.
 */
export function requestCurl(request: ChatRequest, baseUrl: string): string {
  return [
    `curl ${quoted(endpointOf(baseUrl))} \\`,
    '  -H "Authorization: Bearer $LAPLAS_API_KEY" \\',
    "  -H 'Content-Type: application/json' \\",
    `  --data-raw ${quoted(requestJson(request).trimEnd())}`,
    '',
  ].join('\n');
}

/** The endpoint of a base URL. Returns an invalid URL unchanged. */
function endpointOf(baseUrl: string): string {
  const read = readAddress(baseUrl);
  return 'address' in read ? read.address.endpoint : baseUrl;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
