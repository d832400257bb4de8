/**
 * Announces a streaming response to screen readers by sentence and block, never by token. For code
 * it announces only the language and the number of lines.
 */

export interface Announcer {
  /** Adds streamed text. */
  add(text: string): void;
  /** The response has ended. `words` describes how. */
  end(words: string): void;
  /**
   * Starts from text that the response already has, without announcing it. Only its incomplete last
   * sentence is announced, together with what follows.
   */
  begin(text: string): void;
}

/**
 * Characters of a line to buffer until a sentence ends. A longer line is cut at a space; without a
 * space it is not meant to be read aloud.
 */
const longestWait = 2_000;

export function createAnnouncer(say: (words: string) => void): Announcer {
  /** Text is processed but not announced. */
  let silent = false;
  /** The part of the current line that was not announced yet: at most one sentence. */
  let rest = '';
  /** The line's start was already announced or skipped, so the rest can't open or close a fence. */
  let begun = false;
  /** The rest of the line is skipped. */
  let leftOut = false;
  /** The open fence: its marker, its language and its number of lines so far. */
  let fence: { readonly mark: string; readonly language: string; lines: number } | undefined;

  function takeLine(line: string): void {
    const mark = begun ? null : /^ {0,3}(`{3,}|~{3,})\s*(\S*)/.exec(line);
    if (fence !== undefined) {
      if (mark?.[1]?.startsWith(fence.mark) && mark[2] === '') endFence(fence);
      else fence.lines++;
    } else if (mark?.[1] !== undefined) {
      fence = { mark: mark[1], language: mark[2] ?? '', lines: 0 };
    } else sayText(line, begun);
  }

  function endFence({ language, lines }: NonNullable<typeof fence>): void {
    fence = undefined;
    tell(
      `Code${language === '' ? '' : `: ${language}`}, ${lines} ${lines === 1 ? 'line' : 'lines'}.`,
    );
  }

  function sayText(text: string, goesOn: boolean): void {
    const words = silent ? '' : spoken(text, goesOn);
    if (words !== '') say(words);
  }

  function tell(words: string): void {
    if (!silent) say(words);
  }

  /** Announces the first `end` characters of `rest`. */
  function sayUpTo(end: number): void {
    sayText(rest.slice(0, end), begun);
    rest = rest.slice(end);
    begun = true;
  }

  /**
   * A long paragraph is one line, so it is announced by sentence. A line that may become a fence or
   * a table is held back. Text before `from` was already searched.
   */
  function saySentences(from: number): void {
    if (fence !== undefined || (!begun && /^\s*[`~|]/.test(rest))) return;
    const end = sentenceEnd(rest, from);
    if (end > 0) sayUpTo(end);
  }

  /** Cuts a line that has reached `longestWait`. */
  function cutLine(): void {
    const space = rest.lastIndexOf(' ');
    if (fence === undefined && space > 0 && !opensFence(rest)) {
      sayUpTo(space);
      return;
    }
    if (fence === undefined && !opensFence(rest)) tell('Long line.');
    else takeLine(rest);
    rest = '';
    leftOut = true;
  }

  const opensFence = (line: string): boolean => !begun && /^ {0,3}(?:`{3}|~{3})/.test(line);

  /**
   * Adds to the current line, in pieces that fit the buffer, so that the announcements don't depend
   * on the size of the chunks.
   */
  function takePart(part: string): void {
    for (let from = 0; from < part.length && !leftOut;) {
      const more = part.slice(from, from + longestWait - rest.length);
      from += more.length;
      rest += more;
      saySentences(rest.length - more.length);
      if (rest.length >= longestWait) cutLine();
    }
  }

  function endLine(): void {
    if (!leftOut) takeLine(rest);
    forgetLine();
  }

  function forgetLine(): void {
    rest = '';
    begun = false;
    leftOut = false;
  }

  function add(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      takePart(text.slice(from, end));
      endLine();
      from = end + 1;
    }
    takePart(text.slice(from));
  }

  return {
    add,
    end(words) {
      if (rest !== '') takeLine(rest);
      if (fence !== undefined) endFence(fence);
      forgetLine();
      say(words);
    },
    begin(text) {
      forgetLine();
      fence = undefined;
      silent = true;
      add(text);
      silent = false;
    },
  };
}

/** Minimum characters of a sentence, so that `e.g. this` is not split. */
const shortestSentence = 40;

/**
 * End of the last complete sentence, or 0 if none ends at `from` or later. A sentence ends at
 * punctuation with a space after it. Chinese and Japanese have no space there, but a closing
 * quotation mark may follow.
 */
function sentenceEnd(text: string, from: number): number {
  for (let at = text.length - 2; at >= Math.max(shortestSentence, from - 1); at--) {
    const [mark, next] = [text.charAt(at), text.charAt(at + 1)];
    if (/\s/.test(next) && '.!?…'.includes(mark)) return at + 1;
    if ('。！？'.includes(mark) && !'。！？…」』”’）'.includes(next)) return at + 1;
    if ('」』”’）'.includes(mark) && '。！？'.includes(text.charAt(at - 1))) return at + 1;
  }
  return 0;
}

/**
 * A link or image. All parts are bounded and contain no opening bracket, so that many unclosed
 * links cost no more than one.
 */
const link = /!?\[([^[\]]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}(?:\s[^()]{0,300})?\)/g;

/**
 * Markdown without its markup, as it is read aloud. `goesOn` means that this is the middle of a
 * line.
 */
function spoken(line: string, goesOn: boolean): string {
  return (goesOn ? line : line.replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)/, ''))
    .replace(/^[\s|:-]+$/, '')
    .replace(link, '$1')
    .replace(/[*`]+|~~|\|/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
