/** A request as something to read: its exact body, and the command that would send it. */
import { requestBody } from '../api/request.ts';
import type { ChatRequest } from '../api/types.ts';

/** The body as JSON, indented; but for the white space between its fields exactly what is sent. */
export function requestJson(request: ChatRequest): string {
  return `${JSON.stringify(JSON.parse(requestBody(request)), undefined, 2)}\n`;
}

/** For a POSIX shell. The key is not in it: it is read from the environment. */
export function requestCurl(request: ChatRequest, baseUrl: string): string {
  return [
    `curl ${quoted(`${baseUrl.replace(/\/+$/, '')}/chat/completions`)} \\`,
    '  -H "Authorization: Bearer $LAPLAS_API_KEY" \\',
    "  -H 'Content-Type: application/json' \\",
    `  --data-raw ${quoted(requestJson(request).trimEnd())}`,
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
