/**
 * Reads the text of a chunk that is, character by character, the last one with another text. Nearly all chunks of a stream are: id, model and
 * the rest repeat. Parsing them again is the largest part of decoding, and comparing them costs a fraction of it.
 */
import type { Chunk } from './chunk.ts';
import { parseJson } from '../base/guards.ts';

export interface Repeats {
  /** The text, or undefined where the data is no repeat: then it is to be parsed. */
  textOf(data: string): string | undefined;
  /** Remembers what was parsed. */
  learn(data: string, chunk: Chunk): void;
}

const key = '"content":';
/** A server that changes its chunks each time is given up on. */
const mostMisses = 16;

export function createRepeats(): Repeats {
  let before = '';
  let after = '';
  let misses = 0;

  return {
    textOf(data) {
      const end = data.length - after.length;
      if (before === '' || end < before.length) return undefined;
      // Slices are compared as blocks of memory; startsWith and endsWith go character by character, at eight times the cost.
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
 * Where the text's characters stand, between its quotation marks. The same characters before them bring a parser into the same state, so what
 * follows up to the closing mark is the same field's value. For this to be sure, the key must be the only one of its name, and nothing
 * around it may be escaped.
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

/** Undefined where the characters are not the inside of one JSON string: a mark that is not escaped would end it early. */
function unescaped(body: string): string | undefined {
  const value = parseJson(`"${body}"`);
  return typeof value === 'string' ? value : undefined;
}
