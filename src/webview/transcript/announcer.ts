/** Says an answer to a screen reader as it comes: by sentence and block, never by token, and code by name alone. */

export interface Announcer {
  /** Text of the answer that is coming. */
  add(text: string): void;
  /** The answer is over; `words` say how. */
  end(words: string): void;
  /** Begins with what an answer has already, and says none of it: only a sentence that is not whole is said with what follows. */
  begin(text: string): void;
}

/** Characters of a line that wait for their sentence to end. Then words are said as they are; what has none is no text to be heard. */
const longestWait = 2_000;

export function createAnnouncer(say: (words: string) => void): Announcer {
  /** What is taken was said, or is not to be. */
  let silent = false;
  /** What came of a line and was not said: at most one sentence. */
  let rest = '';
  /** What the line began with was said already, or is left out: no fence begins or ends with the rest of it. */
  let begun = false;
  /** The line is left out to its end. */
  let leftOut = false;
  /** The fence that is open: its marks, its language and how many lines it has so far. */
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

  /** Says the start of `rest`, up to there. */
  function sayUpTo(end: number): void {
    sayText(rest.slice(0, end), begun);
    rest = rest.slice(end);
    begun = true;
  }

  /** A long paragraph is one line: it is said by sentence. A line that may yet become a fence or a table waits. What stands before `from` was looked at. */
  function saySentences(from: number): void {
    if (fence !== undefined || (!begun && /^\s*[`~|]/.test(rest))) return;
    const end = sentenceEnd(rest, from);
    if (end > 0) sayUpTo(end);
  }

  /** The line is as long as any that waits. */
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

  /** Takes more of a line. In pieces of what may wait, so that it says the same whatever comes at once. */
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

/** Characters that a sentence has at least, so that `e.g. this` is not cut in two. */
const shortestSentence = 40;

/**
 * Where the last whole sentence ends, 0 where none does at `from` or later: at a mark that a space follows. Chinese and Japanese have no space
 * there; a quotation mark that closes may follow.
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

/** A link or picture: its parts are bounded and hold no mark that begins another, so that many that do not end cost no more than one. */
const link = /!?\[([^[\]]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}(?:\s[^()]{0,300})?\)/g;

/** Markdown as it would be read aloud: without its marks. With `goesOn` it is the middle of a line. */
function spoken(line: string, goesOn: boolean): string {
  return (goesOn ? line : line.replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)/, ''))
    .replace(/^[\s|:-]+$/, '')
    .replace(link, '$1')
    .replace(/[*`]+|~~|\|/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
