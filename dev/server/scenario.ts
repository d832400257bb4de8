/**
 * A scenario is a scripted response: which bytes are sent, when, and how the response ends. Tests
 * queue scenarios, and each request takes the next one, regardless of its content.
 */
import { isRecord } from '../../src/core/base/guards.ts';

export interface Scenario {
  /** 201 by default. */
  readonly status?: number;
  /**
   * `{"content-type": "text/event-stream"}` by default. Without a `content-length` the body uses
   * chunked encoding.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Delay before the first byte, in milliseconds. */
  readonly delayMs?: number;
  /** Nothing is sent until this gate is opened. */
  readonly gate?: string;
  readonly chunks?: readonly Chunk[];
  /** Compresses the chunks with `content-encoding: gzip`, and flushes after each. */
  readonly gzip?: boolean;
  /**
   * Writes the chunks to the socket unchanged: status line, headers and chunked encoding must be in
   * the chunks.
   */
  readonly raw?: boolean;
  /**
   * How the response ends; `finish` by default. `finish` ends the body. `close` closes the
   * connection (FIN) without the end of the body. `reset` resets the connection (RST). `hold` sends
   * nothing more until the client disconnects.
   */
  readonly end?: 'finish' | 'close' | 'reset' | 'hold';
}

/** Bytes for one write, as text or base64. */
export type Chunk = ({ readonly utf8: string } | { readonly base64: string }) & {
  /** Delay before each write, in milliseconds. */
  readonly delayMs?: number;
  /** The chunk isn't sent until this gate is opened. */
  readonly gate?: string;
  /** Number of writes; 1 by default. */
  readonly repeat?: number;
};

/** Parses a scenario from the control path. Returns a message if it is invalid. */
export function parseScenario(value: unknown): Scenario | string {
  if (!isRecord(value)) return 'Expected an object.';
  const { status, headers, delayMs, gate, chunks, gzip, raw, end, ...rest } = value;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `Unknown field: ${unknown}.`;
  if (!isOptional(status, isStatus)) return 'status: expected a number from 200 to 599.';
  if (!isOptional(headers, isTextRecord)) return 'headers: expected an object of strings.';
  if (!isOptional(delayMs, isCount)) return 'delayMs: expected a number of at least 0.';
  if (!isOptional(gate, isText)) return 'gate: expected a string.';
  if (!isOptional(chunks, isChunks)) {
    return 'chunks: expected an array of {utf8 or base64, delayMs?, gate?, repeat?}.';
  }
  if (!isOptional(gzip, isFlag)) return 'gzip: expected true or false.';
  if (!isOptional(raw, isFlag)) return 'raw: expected true or false.';
  if (!isOptional(end, isEnd)) return 'end: expected finish, close, reset or hold.';
  return {
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(gate === undefined ? {} : { gate }),
    ...(chunks === undefined ? {} : { chunks }),
    ...(gzip === undefined ? {} : { gzip }),
    ...(raw === undefined ? {} : { raw }),
    ...(end === undefined ? {} : { end }),
  };
}

function isOptional<T>(
  value: unknown,
  guard: (value: unknown) => value is T,
): value is T | undefined {
  return value === undefined || guard(value);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isText);
const isEnd = (value: unknown): value is NonNullable<Scenario['end']> =>
  value === 'finish' || value === 'close' || value === 'reset' || value === 'hold';
const isChunk = (value: unknown): value is Chunk =>
  isRecord(value) &&
  isText(value['utf8']) !== isText(value['base64']) &&
  isOptional(value['delayMs'], isCount) &&
  isOptional(value['gate'], isText) &&
  isOptional(value['repeat'], isCount);
const isChunks = (value: unknown): value is readonly Chunk[] =>
  Array.isArray(value) && value.every(isChunk);
