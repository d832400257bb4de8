/**
 * Parses the bytes of a response into server-sent events, or into JSON values or plain text if it
 * is not an event stream. All sizes are limited.
 */
import { createParser } from 'eventsource-parser';
import { parseJson } from '../base/guards.ts';
import { createJsonValues } from './jsonValues.ts';

/**
 * In bytes or UTF-16 units after decompression: gzip can turn a small response into a large one.
 */
export interface SizeLimits {
  /** All bytes of a response. */
  readonly total: number;
  /** One event or one line of a stream. */
  readonly event: number;
  /**
   * One JSON object, or one document such as a web page, in a response that is not an event stream.
   */
  readonly document: number;
  /** The text and tool arguments of the response. */
  readonly reply: number;
}

/**
 * A few hundred times the size of a response with 8,192 tokens. Memory stays below the 150 MB of
 * promise 20.
 */
export const defaultSizeLimits: SizeLimits = {
  total: 128 * 1024 * 1024,
  event: 8 * 1024 * 1024,
  document: 16 * 1024 * 1024,
  reply: 16 * 1024 * 1024,
};

export interface StreamHandlers {
  /**
   * An event's data. `cut`: no blank line followed it before the stream ended, so it may be
   * incomplete.
   */
  onData(data: string, event: string | undefined, cut: boolean): void;
  /** A line outside any event, from a server or proxy that violates the format. */
  onStray(line: string): void;
  /** A JSON object in a response that is not an event stream, see jsonValues.ts. */
  onValue(text: string): void;
  /**
   * Other text in such a response: a web page (at its end), a truncated object, or text between
   * objects.
   */
  onOther(text: string): void;
  /** A size limit was exceeded. No handler is called after this. */
  onTooLarge(what: string): void;
}

export interface StreamReader {
  push(bytes: Uint8Array): void;
  /** Ends the input. */
  end(): void;
  /** The first 200 characters. */
  readonly head: string;
  readonly form: StreamForm;
}

/**
 * The format of a response: server-sent events, JSON objects, or a document that is passed on at
 * its end.
 */
export type StreamForm = 'unknown' | 'events' | 'values' | 'document';

/**
 * Maximum number of bytes passed to the parser at once: its buffer size is checked between runs.
 */
const longestRun = 64 * 1024;
/**
 * Usual run length in bytes, about the size of a few events. A non-ASCII character makes its entire
 * string more expensive, so runs are kept short.
 */
const usualRun = 1024;
const headSize = 200;

/**
 * Some servers end events with a single line feed where the standard requires a blank line
 * (langgenius/dify#2144, rexxars/eventsource-parser#31). This ends the event after each data line
 * that is valid JSON, so that its text shows immediately. response.ts handles the cases that this
 * misses.
 */
function separated(text: string): string {
  return text.replace(/^data:(.*\})(\r?\n)(?=data:)/gm, (line, data: string, end: string) =>
    parseJson(data) === undefined ? line : line + end,
  );
}

/**
 * Returns true if such a line ended with the previous text and the next line begins with this one.
 * This identifies servers that separate events by one line feed.
 */
function isJoined(before: string, text: string): boolean {
  if (!text.startsWith('data:')) return false;
  const line = before.slice(before.lastIndexOf('\n', before.length - 2) + 1);
  return line.startsWith('data:') && parseJson(line.slice(5)) !== undefined;
}

/**
 * Detects the format by the response's first character, not by Content-Type, which proxies often
 * set incorrectly: no event begins with `{`, `[`, `<` or a quotation mark.
 */
export function createStreamReader(handlers: StreamHandlers, limits: SizeLimits): StreamReader {
  const decoder = createDecoder();
  let form: StreamForm | 'over' = 'unknown';
  let lastForm: StreamForm = 'unknown';
  let head = '';
  let total = 0;
  let documentParts: string[] = [];
  let documentSize = 0;
  let ending = false;
  /** The previous text, if a data line may have ended with it. */
  let before = '';
  /** Events end with a single line feed. */
  let isLoose = false;

  const values = createJsonValues(
    {
      onValue: (text) => {
        if (form === 'values') handlers.onValue(text);
      },
      onOther: (text) => {
        if (form === 'values') handlers.onOther(text);
      },
      onTooLarge: () => {
        tooLarge('it', limits.document);
      },
    },
    limits.document,
  );

  const parser = createParser({
    maxBufferSize: limits.event,
    onEvent: ({ data, event }) => {
      if (form === 'events') handlers.onData(data, event, ending);
    },
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') tooLarge('an event of it', limits.event);
      else if (error.type === 'unknown-field' && form === 'events')
        handlers.onStray(error.line ?? '');
    },
  });

  function tooLarge(what: string, limit: number): void {
    if (form === 'over') return;
    form = 'over';
    documentParts = [];
    handlers.onTooLarge(`${what} is larger than ${Math.round(limit / 1024 / 1024)} MB`);
  }

  function take(text: string): void {
    if (head.length < headSize) head = (head + text).trimStart().slice(0, headSize);
    if (form === 'unknown') {
      text = text.trimStart();
      if (text === '') return;
      lastForm = /^[{[]/.test(text) ? 'values' : /^[<"]/.test(text) ? 'document' : 'events';
      form = lastForm;
    }
    if (form === 'events') {
      if (before !== '' && isJoined(before, text)) {
        isLoose = true;
        parser.feed('\n');
      }
      // Runs for every text, so it checks only the last two characters.
      const { length } = text;
      const endsLine = text.charCodeAt(length - 1) === lf;
      before = endsLine && text.charCodeAt(length - 2) === closingBrace ? text : '';
      parser.feed(isLoose ? separated(text) : text);
    } else if (form === 'values') values.push(text);
    else if (form === 'document') {
      documentSize += text.length;
      documentParts.push(text);
      if (documentSize > limits.document) tooLarge('it', limits.document);
    }
  }

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length && form !== 'over';) {
        const end = endOfRun(bytes, at);
        const run = end - at === bytes.length ? bytes : bytes.subarray(at, end);
        total += run.length;
        if (total > limits.total) tooLarge('it', limits.total);
        else take(decoder.decode(run));
        at = end;
      }
    },
    end() {
      if (form === 'over') return;
      take(decoder.end());
      if (form === 'document') handlers.onOther(documentParts.join(''));
      if (form === 'values') {
        const rest = values.end();
        if (rest !== '') handlers.onOther(rest);
      }
      if (form === 'events') {
        // Many servers omit the last blank line. The standard would discard that event.
        ending = true;
        parser.feed('\n\n');
      }
    },
    get head() {
      return head;
    },
    get form() {
      return lastForm;
    },
  };
}

/**
 * Returns the end of the next run: after the last line end within the usual length, or after the
 * first line end if that line is longer.
 */
function endOfRun(bytes: Uint8Array, at: number): number {
  if (bytes.length - at <= usualRun) return bytes.length;
  const last = bytes.lastIndexOf(lf, at + usualRun - 1);
  if (last >= at) return last + 1;
  const next = bytes.subarray(at, at + longestRun).indexOf(lf, usualRun);
  return next >= 0 ? at + next + 1 : Math.min(at + longestRun, bytes.length);
}

const lf = 10;
const closingBrace = 125;

/**
 * Decodes UTF-8 in non-empty runs. A run that ends in LF, or a short one whose last byte is ASCII,
 * ends no character in the middle: it is decoded on its own, which in Node is three times as fast
 * as with `stream: true`.
 */
function createDecoder(): { decode(run: Uint8Array): string; end(): string } {
  // `trimStart` above removes the BOM. A decoder would remove one from every run.
  const alone = new TextDecoder('utf-8', { ignoreBOM: true });
  const joined = new TextDecoder('utf-8', { ignoreBOM: true });
  let isOpen = false;
  return {
    decode(run) {
      const wasOpen = isOpen;
      const last = run.at(-1) ?? 0;
      isOpen = last >= 0x80;
      return wasOpen || isOpen || (run.length > usualRun && last !== lf)
        ? joined.decode(run, { stream: true })
        : alone.decode(run);
    },
    end: () => joined.decode(),
  };
}
