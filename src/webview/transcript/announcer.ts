/** Says an answer to a screen reader as it comes: by sentence and block, never by token, and code by name alone. */

export interface Announcer {
  /** Text of the answer that is coming. */
  add(text: string): void;
  /** The answer is over; `words` say how. */
  end(words: string): void;
  /** Forgets what was not said yet. */
  reset(): void;
}

export function createAnnouncer(say: (words: string) => void): Announcer {
  /** What came and was not said: at most one unfinished line or sentence. */
  let rest = '';
  /** The fence that is open: its marks, its language and how many lines it has so far. */
  let fence: { readonly mark: string; readonly language: string; lines: number } | undefined;

  function takeLine(line: string): void {
    const mark = /^ {0,3}(`{3,}|~{3,})\s*(\S*)/.exec(line);
    if (fence !== undefined) {
      if (mark?.[1]?.startsWith(fence.mark) && mark[2] === '') endFence(fence);
      else fence.lines++;
    } else if (mark?.[1] !== undefined) {
      fence = { mark: mark[1], language: mark[2] ?? '', lines: 0 };
    } else sayText(line);
  }

  function endFence({ language, lines }: NonNullable<typeof fence>): void {
    fence = undefined;
    say(
      `Code${language === '' ? '' : `: ${language}`}, ${lines} ${lines === 1 ? 'line' : 'lines'}.`,
    );
  }

  function sayText(text: string): void {
    const words = spoken(text);
    if (words !== '') say(words);
  }

  return {
    add(text) {
      rest += text;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        takeLine(rest.slice(0, end));
        rest = rest.slice(end + 1);
      }
      // A long paragraph is one line: it is said by sentence. A line that may yet become a fence or a table waits.
      const sentence = fence === undefined && !/^\s*[`~|]/.test(rest) ? sentenceEnd(rest) : 0;
      if (sentence > 0) {
        sayText(rest.slice(0, sentence));
        rest = rest.slice(sentence);
      }
    },
    end(words) {
      if (rest !== '') takeLine(rest);
      if (fence !== undefined) endFence(fence);
      rest = '';
      say(words);
    },
    reset() {
      rest = '';
      fence = undefined;
    },
  };
}

/** Where the last whole sentence ends, 0 where there is none: at a mark that a space follows, after at least 40 characters. */
function sentenceEnd(text: string): number {
  const match = /^[\s\S]{40,}[.!?…。！？](?=\s)/.exec(text);
  return match === null ? 0 : match[0].length;
}

/** Markdown as it would be read aloud: without its marks. */
function spoken(line: string): string {
  return line
    .replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)/, '')
    .replace(/^[\s|:-]+$/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+|~~|\|/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
