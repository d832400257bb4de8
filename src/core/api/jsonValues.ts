/**
 * Finds the objects in a text that comes in pieces: one JSON document, one object a line (NDJSON), an array of objects, or objects
 * one after the other. Each is given as soon as it is closed.
 */

export interface JsonValues {
  push(text: string): void;
  /** Nothing more will come: what is left of an object that was not closed. */
  end(): string;
}

export interface JsonValuesHandlers {
  /** The text of an object, from brace to brace. It need not be valid JSON. */
  readonly onValue: (text: string) => void;
  /** What is between the objects, without white space and the signs of a list. */
  readonly onOther: (text: string) => void;
  /** An object has passed the limit. It is forgotten. */
  readonly onTooLarge: () => void;
}

/** As much of what is between objects as tells what it is. UTF-16 units. */
const longestOther = 4096;

const lineFeed = 10;
const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;

/** @param limit UTF-16 units of one object. */
export function createJsonValues(handlers: JsonValuesHandlers, limit: number): JsonValues {
  let parts: string[] = [];
  let size = 0;
  /** Braces and brackets that are open, from the object's first brace on; 0 between objects. */
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let other = '';

  function keep(part: string): void {
    parts.push(part);
    size += part.length;
    if (size <= limit) return;
    parts = [];
    size = 0;
    depth = 0;
    inString = false;
    handlers.onTooLarge();
  }

  function keepOther(part: string): void {
    if (other.length < longestOther) other += part;
  }

  function giveOther(): void {
    const text = other.replace(/[\s,[\]\u001e\ufeff]+/g, ' ').trim();
    other = '';
    if (text !== '') handlers.onOther(text);
  }

  function close(part: string): void {
    const whole = parts.length === 0 ? part : [...parts, part].join('');
    parts = [];
    size = 0;
    handlers.onValue(whole);
  }

  return {
    push(text) {
      let start = 0;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (code === backslash) isEscaped = true;
          else if (code === quote) inString = false;
        } else if (depth === 0) {
          if (code !== openBrace && code !== lineFeed) continue;
          keepOther(text.slice(start, at));
          giveOther();
          start = at;
          if (code === openBrace) depth = 1;
        } else if (code === quote) inString = true;
        else if (code === openBrace || code === openBracket) depth += 1;
        else if (code === closeBrace || code === closeBracket) {
          depth -= 1;
          if (depth > 0) continue;
          close(text.slice(start, at + 1));
          start = at + 1;
        }
      }
      if (depth === 0) keepOther(text.slice(start));
      else keep(text.slice(start));
    },
    end() {
      giveOther();
      return parts.join('');
    },
  };
}
