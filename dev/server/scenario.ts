/**
 * A scenario is one scripted reply: what goes on the wire, when, and how it ends. Tests queue them; each request takes one,
 * whatever it asks for.
 */
import { isRecord } from '../../src/core/base/guards.ts';

export interface Scenario {
  /** 201 unless said otherwise. */
  readonly status?: number;
  /** `{"content-type": "text/event-stream"}` where absent. Without a `content-length` the body goes in HTTP chunks. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before anything is sent. */
  readonly delayMs?: number;
  /** Nothing at all is sent until this gate is opened. */
  readonly gate?: string;
  readonly chunks?: readonly Chunk[];
  /** The chunks go gzipped, each flushed, under `content-encoding: gzip`. */
  readonly gzip?: boolean;
  /** The chunks go onto the socket as they are: no status line, no headers, no HTTP chunks but what they hold themselves. */
  readonly raw?: boolean;
  /**
   * How it ends; `finish` where absent. `finish`: the body's end is sent. `close`: the connection is closed (FIN) without it.
   * `reset`: the connection is torn down (RST). `hold`: nothing more comes until the client closes.
   */
  readonly end?: 'finish' | 'close' | 'reset' | 'hold';
}

/** Bytes written in one go: text or base64. */
export type Chunk = ({ readonly utf8: string } | { readonly base64: string }) & {
  /** Milliseconds to wait before each write. */
  readonly delayMs?: number;
  /** The chunk waits until this gate is opened. */
  readonly gate?: string;
  /** How often it is written; 1 where absent. */
  readonly repeat?: number;
};

/** Reads a scenario that came over the control path; says what is wrong with it. */
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
