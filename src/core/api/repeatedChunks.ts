/**
 * Extracts the text of a chunk that equals the previous one except for its text. This is true of
 * nearly all chunks of a stream, where id, model and other fields repeat. Parsing those again is
 * the largest part of decoding; comparing them costs a fraction of it.
 */
import type { Chunk } from './chunk.ts';
import { parseJson } from '../base/guards.ts';

export interface Repeats {
  /** Returns the text, or undefined if the data is not a repeat and must be parsed. */
  textOf(data: string): string | undefined;
  /** Stores a parsed chunk for comparison with the next ones. */
  learn(data: string, chunk: Chunk): void;
}

const key = '"content":';
/**
 * After this many misses in a row the comparison is given up, for servers whose chunks always
 * differ.
 */
const mostMisses = 16;

export function createRepeats(): Repeats {
  let before = '';
  let after = '';
  let misses = 0;

  return {
    textOf(data) {
      const end = data.length - after.length;
      if (before === '' || end < before.length) return undefined;
      // Comparing slices compares memory blocks. `startsWith` and `endsWith` go character by
      // character, which takes eight times as long.
      if (data.slice(0, before.length) !== before || data.slice(end) !== after) return undefined;
      const body = data.slice(before.length, end);
      const text = isPlain(body) ? body : unescaped(body);
      if (text !== undefined) misses = 0;
      return text;
    },
    learn(data, chunk) {
      before = '';
      if (misses >= mostMisses) return;
      misses += 1;
      const found = textPlace(data, chunk);
      if (found === undefined) return;
      before = data.slice(0, found.start);
      after = data.slice(found.end);
    },
  };
}

/**
 * Returns the range of the text between its quotation marks. The same characters before it bring a
 * parser into the same state, so everything up to the closing quotation mark is the value of the
 * same field. To be certain, the key must occur only once, and nothing around the text may be
 * escaped.
 */
function textPlace(data: string, chunk: Chunk): { start: number; end: number } | undefined {
  const { text, finishReason, toolCalls, usage, whole } = chunk;
  if (text === undefined || finishReason !== undefined || toolCalls !== undefined) return undefined;
  if (usage !== undefined || whole !== undefined) return undefined;
  const at = data.indexOf(key);
  if (at === -1 || data.includes(key, at + key.length)) return undefined;
  const open = /^\s*"/.exec(data.slice(at + key.length, at + key.length + 8));
  if (open === null) return undefined;
  const start = at + key.length + open[0].length;
  const end = start + JSON.stringify(text).length - 2;
  if (data[end] !== '"' || unescaped(data.slice(start, end)) !== text) return undefined;
  return data.lastIndexOf('\\', start) !== -1 || data.includes('\\', end)
    ? undefined
    : { start, end };
}

function isPlain(body: string): boolean {
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    if (code < 32 || code === 34 || code === 92) return false;
  }
  return true;
}

/**
 * Undefined if the characters are not the inside of exactly one JSON string: an unescaped quotation
 * mark would end it early.
 */
function unescaped(body: string): string | undefined {
  const value = parseJson(`"${body}"`);
  return typeof value === 'string' ? value : undefined;
}
