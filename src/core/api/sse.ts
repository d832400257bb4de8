/** From the bytes of an answer to its server-sent events, or to its whole text where it is no stream; bounded all the way. */
import { createParser } from 'eventsource-parser';
import { parseJson } from '../base/guards.ts';
import { createJsonValues } from './jsonValues.ts';

/** All in decoded bytes or UTF-16 units: after gzip, which is where a small answer becomes a large one. */
export interface SizeLimits {
  /** All bytes of an answer. */
  readonly total: number;
  /** One event of a stream, or one line. */
  readonly event: number;
  /** One object of an answer that is no stream of events, or a web page. */
  readonly document: number;
  /** The text and tool arguments of the reply. */
  readonly reply: number;
}

/** Some hundred times what a reply of 8,192 tokens needs; memory stays below the 150 MB of promise 20. */
export const defaultSizeLimits: SizeLimits = {
  total: 128 * 1024 * 1024,
  event: 8 * 1024 * 1024,
  document: 16 * 1024 * 1024,
  reply: 16 * 1024 * 1024,
};

export interface StreamHandlers {
  /** An event's data. `cut`: it had no blank line after it when the stream ended, so it may be a part. */
  onData(data: string, event: string | undefined, cut: boolean): void;
  /** A line that belongs to no event: a server or proxy that fell out of the format. */
  onStray(line: string): void;
  /** An object of a response that is no stream of events: see jsonValues.ts. */
  onValue(text: string): void;
  /** What else is in such a response: a web page at its end, an object that was cut, what is between objects. */
  onOther(text: string): void;
  /** A limit of size was passed; nothing comes after it. */
  onTooLarge(what: string): void;
}

export interface StreamReader {
  push(bytes: Uint8Array): void;
  /** No bytes will come. */
  end(): void;
  /** The first 200 characters. */
  readonly head: string;
  readonly form: StreamForm;
}

/** What a response is: server-sent events, JSON objects, or something else that is given at its end. */
export type StreamForm = 'unknown' | 'events' | 'values' | 'document';

/** The most bytes that are given to the parser at once: its buffer is checked between them. */
const longestRun = 64 * 1024;
/** As many bytes as a few events take: a letter that is not ASCII makes a string that costs more, and this is how far it spoils it. */
const usualRun = 1024;
const headSize = 200;

/**
 * Some servers end their events with one line feed where the standard wants a blank line (langgenius/dify#2144, rexxars/eventsource-parser#31).
 * A data line that is JSON by itself ends there: so its text shows when it comes. What this misses, answer.ts takes apart.
 */
function separated(text: string): string {
  return text.replace(/^data:(.*\})(\r?\n)(?=data:)/gm, (line, data: string, end: string) =>
    parseJson(data) === undefined ? line : line + end,
  );
}

/** Where such a line ends with one text, and the next line begins with the next. It shows that the server is one of those. */
function isJoined(before: string, text: string): boolean {
  if (!text.startsWith('data:')) return false;
  const line = before.slice(before.lastIndexOf('\n', before.length - 2) + 1);
  return line.startsWith('data:') && parseJson(line.slice(5)) !== undefined;
}

/**
 * The answer's first character tells a stream from a document, not its Content-Type, since proxies get that wrong: no event
 * begins with `{`, `[`, `<` or a quotation mark.
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
  /** The text before, where a data line may have ended with it. */
  let before = '';
  /** Events are ended by one line feed. */
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
      // Asked of every text, so by its last two characters alone.
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
        // Many servers leave the last blank line out; the standard would drop that event.
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

/** Where a piece is cut: after the last line that ends within the usual run, or where the first one ends that is longer. */
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
 * UTF-8 in runs, none of them empty. One that ends in LF, or a small one whose last byte is ASCII, leaves no letter open: it is decoded by
 * itself, which Node does three times as fast as with `stream: true`.
 */
function createDecoder(): { decode(run: Uint8Array): string; end(): string } {
  // A BOM is left to `trimStart` above: a decoder would take it off each run.
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
