/**
 * The bytes of a conversation's file: one event a line, only ever added to.
 *
 *     <crc32> <format> <writer> <sequence> <event as JSON>\n
 *
 * - The checksum, 8 hexadecimal digits, is over all bytes after the blank that follows it. This much never changes, so that a line of
 *   a newer format can be told from a damaged one.
 * - The sequence numbers go up by one through the file. A write that failed or was torn is repeated under the same numbers: its
 *   remains, if there are any, count no more. A number that is missing tells that something is lost.
 * - `writer` names one window's turn at writing, or `base` for a file that was written anew: should two write at once after all, equal numbers of different writers both count.
 */
import type { ChatEvent, Conversation } from '../model/conversation.ts';
import { crc32 } from './crc32.ts';
import { toCurrent } from './migrate.ts';
import { isChatEvent } from './storedShapes.ts';
import { eventWithKnownError } from './storedError.ts';

/** The format that this version writes. Older ones are read through migrate.ts. */
export const currentFormat = 1;

export interface Journal {
  readonly events: readonly ChatEvent[];
  /** The highest number so far; 0 where there is no intact line. */
  readonly sequence: number;
  /** The file ends in the middle of a line: whoever adds to it begins with a line break. */
  readonly torn: boolean;
  /** Events that were there and cannot be read any more; at least that many. */
  readonly lost: number;
  /** Some lines are of a newer version: adding to the file could harm what is not understood. */
  readonly newer: boolean;
  /** Lines read, for judging whether the file should be written anew. */
  readonly lines: number;
}

const lineBreak = 0x0a;
/** Bytes of the checksum and the blank after it. */
const bodyStart = 9;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The lines for `events`, numbered from `first` on. */
export function encode(events: readonly ChatEvent[], writer: string, first: number): Uint8Array {
  const lines = events.map((event, index) => {
    const body = `${currentFormat} ${writer} ${first + index} ${JSON.stringify(event)}\n`;
    // Room for the checksum, which is known when the rest is in bytes.
    const line = encoder.encode(`${' '.repeat(bodyStart)}${body}`);
    line.set(encoder.encode(hex(crc32(line, bodyStart, line.length - 1))));
    return line;
  });
  const [only] = lines;
  return lines.length === 1 && only !== undefined ? only : joined(lines);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Lines that one writer added after its last write that succeeded: it does not know of them, and will write them again. */
export interface Doubtful {
  readonly writer: string;
  /** The last sequence number that is not in doubt. */
  readonly after: number;
}

/** Reads whatever can be read, but for what is in doubt; never throws. */
export function decode(bytes: Uint8Array, doubtful?: Doubtful): Journal {
  const kept: { readonly writer: string; readonly sequence: number; readonly event: ChatEvent }[] =
    [];
  let sequence = 0;
  let lost = 0;
  let lines = 0;
  let newer = false;
  let damaged = 0;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(lineBreak, start);
    const end = found === -1 ? bytes.length : found;
    const line = end > start ? decodeLine(bytes, start, end) : undefined;
    if (line !== undefined && line.writer === doubtful?.writer && line.sequence > doubtful.after) {
      start = end + 1;
      continue;
    }
    if (line === undefined) {
      // A line that lacks its end is a write that was torn: nobody was told that it was kept.
      if (end > start && found !== -1) damaged++;
    } else {
      lines++;
      if (line.sequence > sequence + 1) lost += line.sequence - sequence - 1;
      // What stood between two neighbours in the sequence was the remains of a torn write.
      damaged = 0;
      let repeated = false;
      for (
        let last = kept.at(-1);
        last?.writer === line.writer && last.sequence >= line.sequence;
        last = kept.at(-1)
      ) {
        kept.pop();
        repeated = true;
      }
      sequence = repeated ? line.sequence : Math.max(sequence, line.sequence);
      const { writer, sequence: number, event } = line;
      if (event === undefined) newer = true;
      else kept.push({ writer, sequence: number, event });
    }
    start = end + 1;
  }
  return {
    events: kept.map((line) => line.event),
    sequence,
    torn: bytes.length > 0 && bytes.at(-1) !== lineBreak,
    lost: lost + damaged,
    newer,
    lines,
  };
}

/** The writer of a file that was written anew, which is whole or not there at all. */
export const baseWriter = 'base';

/** The shortest events that give exactly this conversation: what a file is written anew with. */
export function condense(conversation: Conversation): readonly ChatEvent[] {
  const { id, title, createdAt, updatedAt, pinned, messages, head, model, parameters } =
    conversation;
  const at = createdAt;
  return [
    { type: 'created', at, id, title },
    ...messages.map((message): ChatEvent => ({ type: 'message', at: message.createdAt, message })),
    ...(pinned ? [{ type: 'pinned', at, pinned } as const] : []),
    ...(model === undefined && parameters === undefined
      ? []
      : [
          {
            type: 'options',
            at,
            ...(model === undefined ? {} : { model }),
            ...(parameters === undefined ? {} : { parameters }),
          } as const,
        ]),
    { type: 'head', at: updatedAt, id: head },
  ];
}

interface Line {
  readonly writer: string;
  readonly sequence: number;
  /** Absent where a newer version wrote what this one cannot read. */
  readonly event?: ChatEvent;
}

/** Undefined where the checksum does not fit. */
function decodeLine(bytes: Uint8Array, start: number, end: number): Line | undefined {
  const body = start + bodyStart;
  if (body >= end) return undefined;
  const text = decoder.decode(bytes.subarray(start, end));
  if (text.slice(0, bodyStart) !== `${hex(crc32(bytes, body, end))} `) return undefined;
  const [, format, writer, sequence, json] = /^.{9}(\d+) (\S+) (\d+) (.*)$/s.exec(text) ?? [];
  if (writer === undefined || sequence === undefined || json === undefined) {
    // Whole, and yet not as we write it: a newer version's.
    return { writer: '', sequence: 0 };
  }
  const line: { -readonly [Key in keyof Line]: Line[Key] } = { writer, sequence: Number(sequence) };
  if (Number(format) > currentFormat) return line;
  const event = toCurrent(Number(format), parse(json));
  if (isChatEvent(event)) line.event = eventWithKnownError(event);
  return line;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
