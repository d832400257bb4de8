/**
 * Encodes and decodes the file of a conversation: one event per line, append-only.
 *
 *     <crc32> <format> <writer> <sequence> <event as JSON>\n
 *
 * - The checksum, 8 hexadecimal digits, covers all bytes after the space that follows it. This part
 *   is the same in every format, so that a line of a newer format differs from a damaged one.
 * - Sequence numbers increase by one through the file. A failed or torn write is repeated with the
 *   same numbers, and the repetition replaces what the first attempt left. A missing number means
 *   that an event was lost.
 * - `writer` identifies one window's turn at writing, or is `base` for a compacted file. If two
 *   windows write simultaneously despite the lock, lines with equal numbers of different writers
 *   both count.
 */
import type { ChatEvent, Conversation } from '../model/conversation.ts';
import { crc32 } from './crc32.ts';
import { toCurrent } from './migrate.ts';
import { isChatEvent } from './storedShapes.ts';
import { eventWithKnownError } from './storedError.ts';

/** The format that this version writes. Older formats are converted by migrate.ts. */
export const currentFormat = 1;

export interface Journal {
  readonly events: readonly ChatEvent[];
  /** The highest sequence number. 0 if no line is intact. */
  readonly sequence: number;
  /** The file ends in the middle of a line: the next write must begin with a line break. */
  readonly torn: boolean;
  /** Minimum number of events that existed and can't be read. */
  readonly lost: number;
  /**
   * Some lines were written by a newer version: appending could damage what this version doesn't
   * understand.
   */
  readonly newer: boolean;
  /** Number of lines, used to decide whether to compact the file. */
  readonly lines: number;
}

const lineBreak = 0x0a;
/** Length of the checksum and the following space, in bytes. */
const bodyStart = 9;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes events as lines, numbered from `first`. */
export function encode(events: readonly ChatEvent[], writer: string, first: number): Uint8Array {
  const lines = events.map((event, index) => {
    const body = `${currentFormat} ${writer} ${first + index} ${JSON.stringify(event)}\n`;
    // Reserve space for the checksum, which is computed over the encoded rest of the line.
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

/**
 * Lines that a writer appended after its last successful write: it doesn't know whether they are on
 * disk, and will write them again.
 */
export interface Doubtful {
  readonly writer: string;
  /** The last sequence number that is certainly on disk. */
  readonly after: number;
}

/** Reads everything that is readable except doubtful lines. Never throws. */
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
      // A line without a line break is a torn write, which was never reported as saved.
      if (end > start && found !== -1) damaged++;
    } else {
      lines++;
      if (line.sequence > sequence + 1) lost += line.sequence - sequence - 1;
      // Damage between two consecutive sequence numbers was the remains of a torn write.
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

/** The writer of compacted files, which are replaced atomically. */
export const baseWriter = 'base';

/** Returns the fewest events that produce exactly this conversation, for compacting a file. */
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
  /** Absent if a newer version wrote an event that this version can't read. */
  readonly event?: ChatEvent;
}

/** Returns undefined if the checksum doesn't match. */
function decodeLine(bytes: Uint8Array, start: number, end: number): Line | undefined {
  const body = start + bodyStart;
  if (body >= end) return undefined;
  const text = decoder.decode(bytes.subarray(start, end));
  if (text.slice(0, bodyStart) !== `${hex(crc32(bytes, body, end))} `) return undefined;
  const [, format, writer, sequence, json] = /^.{9}(\d+) (\S+) (\d+) (.*)$/s.exec(text) ?? [];
  if (writer === undefined || sequence === undefined || json === undefined) {
    // Intact but in a different layout: written by a newer version.
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
