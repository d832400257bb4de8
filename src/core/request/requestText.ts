/** A request as something to read: its exact body, and the command that would send it. */
import { readAddress } from '../api/address.ts';
import { requestBody } from '../api/requestBody.ts';
import type { ChatRequest } from '../api/types.ts';
import type { Message } from '../model/conversation.ts';
import { requestMessages } from './systemPrompt.ts';

/**
 * The request that an answer came to, whatever the settings are now. Undefined where that was not kept.
 *
 * @param branch From the first message to the answer.
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

/** The body as JSON, indented; but for the white space between its fields exactly what is sent. */
export function requestJson(request: ChatRequest): string {
  return `${JSON.stringify(JSON.parse(requestBody(request)), undefined, 2)}\n`;
}

/** For a POSIX shell. The key is not in it: it is read from the environment. */
export function requestCurl(request: ChatRequest, baseUrl: string): string {
  return [
    `curl ${quoted(endpointOf(baseUrl))} \\`,
    '  -H "Authorization: Bearer $LAPLAS_API_KEY" \\',
    "  -H 'Content-Type: application/json' \\",
    `  --data-raw ${quoted(requestJson(request).trimEnd())}`,
    '',
  ].join('\n');
}

/** The address that requests go to; of one that no request goes to, what is there. */
function endpointOf(baseUrl: string): string {
  const read = readAddress(baseUrl);
  return 'address' in read ? read.address.endpoint : baseUrl;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
