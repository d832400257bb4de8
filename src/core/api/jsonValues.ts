/**
 * Finds the objects in a text that arrives in chunks: a JSON document, one object per line
 * (NDJSON), an array of objects, or concatenated objects. Each object is emitted as soon as it is
 * closed.
 */

export interface JsonValues {
  push(text: string): void;
  /** Ends the input. Returns the text of an object that was not closed. */
  end(): string;
}

export interface JsonValuesHandlers {
  /** The text of an object, including its braces. It may be invalid JSON. */
  readonly onValue: (text: string) => void;
  /** Text between objects, without white space, commas and brackets. */
  readonly onOther: (text: string) => void;
  /** An object exceeded the limit and was dropped. */
  readonly onTooLarge: () => void;
}

/** The maximum length of text between objects, enough to recognize it. UTF-16 units. */
const longestOther = 4096;

const lineFeed = 10;
const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;

/** @param limit Maximum size of one object, in UTF-16 units. */
export function createJsonValues(handlers: JsonValuesHandlers, limit: number): JsonValues {
  let parts: string[] = [];
  let size = 0;
  /**
   * The number of open braces and brackets, counted from the object's first brace. 0 between
   * objects.
   */
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
