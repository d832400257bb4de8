/** HTTP without a library in between: what a server really puts on the wire, and how the connection ends. */
import { connect } from 'node:net';

import { DEMO_KEY } from '../../../dev/server/server.ts';

export interface Heard {
  /** All bytes, one character each. */
  readonly bytes: string;
  /** `end`: the other side closed in order (FIN). Else the error's code: `ECONNRESET` for a reset. */
  readonly ending: string;
}

/**
 * Sends a completion and listens until the connection ends.
 *
 * @param onBytes Told all bytes so far, whenever some come; true closes the connection from this side.
 */
export function listen(
  port: number,
  body: object = {},
  onBytes: (bytes: string) => boolean | void = () => undefined,
): Promise<Heard> {
  const text = JSON.stringify(body);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let bytes = '';
    let ending = 'end';
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => {
      bytes += data;
      if (onBytes(bytes) === true) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      ending = error.code ?? error.message;
    });
    socket.on('close', () => resolve({ bytes, ending }));
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${DEMO_KEY}\r\n` +
        `content-type: application/json\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  });
}
