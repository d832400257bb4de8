/**
 * Removes repeated text from the start of a continuation while it streams. The start is held back
 * until it is certain, so that text never has to be removed after it was displayed.
 */
import { continuationRemark } from './continuationRemark.ts';
import { overlapLimit, repeatedStart } from './repeatedStart.ts';

export interface ContinuationStart {
  /** Returns the text that has become certain; '' if none has. */
  add(text: string): string;
  /** Ends the continuation and returns the text that was held back. */
  end(): string;
}

/** Maximum length held back, in UTF-16 units: a remark, a fence and the longest repeat. */
const longest = overlapLimit + 500;

/** @param first the response up to the cut */
export function createContinuationStart(first: string): ContinuationStart {
  let held: string | undefined = '';
  const fence = openFence(first);

  function judged(final: boolean): string {
    if (held === undefined) return '';
    const start = held.slice(0, longest);
    const kept = startWithoutRepeats(first, fence, start, final || held.length >= longest);
    if (kept === undefined) return '';
    const text = kept + held.slice(longest);
    held = undefined;
    return text;
  }

  return {
    add(text) {
      if (held === undefined) return text;
      held += text;
      return judged(false);
    },
    end: () => judged(true),
  };
}

/** The fence of the code block in which a text ends. */
interface Fence {
  /** Its run of backticks or tildes. */
  readonly marker: string;
  readonly info: string;
  /** Whether the text ends on the line that opens the fence. */
  readonly unfinished: boolean;
}

/** The start without repeats; undefined while it is uncertain. */
function startWithoutRepeats(
  first: string,
  fence: Fence | undefined,
  start: string,
  final: boolean,
): string | undefined {
  const body = start.trimStart();
  if (body === '') return final ? start : undefined;
  const inCode = fence !== undefined && !fence.unfinished;
  const cut = inCode ? 'code' : endsLine(first) ? 'lineEnd' : 'middle';
  const remark = continuationRemark(body, cut, final);
  if (remark === undefined) return undefined;
  if (remark === 0) return withoutFence(first, fence, start, final);
  const rest = body.slice(remark);
  // After a complete line, the line break that follows the remark stays, because the text needs
  // one.
  return withoutFence(first, fence, cut === 'lineEnd' ? rest : rest.trimStart(), final);
}

function withoutFence(
  first: string,
  fence: Fence | undefined,
  start: string,
  final: boolean,
): string | undefined {
  const body = start.trimStart();
  if (body === '') return final ? start : undefined;
  const lead = start.slice(0, start.length - body.length);
  const cut = /(?:^|\n) {0,3}(`{1,2}|~{1,2})$/.exec(first)?.[1];
  if (cut !== undefined) {
    if (!final && body.length < 3) return undefined;
    return /^(?:`{3}|~{3})/.test(body) && body.startsWith(cut) ? body.slice(cut.length) : start;
  }
  const closing = closingFence(first, fence);
  if (fence === undefined && closing === undefined) return withoutRepeat(first, start, final);
  if (!final && /^(?:`{1,2}|~{1,2}|(?:`{3,}|~{3,})[^\n`]{0,200})$/.test(body)) return undefined;
  if (closing !== undefined && /^(?:`{3}|~{3})/.test(body)) {
    const again = body.startsWith(closing) ? body.slice(closing.length) : body;
    // Either the closing fence is repeated, or another block begins.
    return /^[ \t]*(?:\n|$)/.test(again) ? again : `\n${body}`;
  }
  if (fence === undefined) return withoutRepeat(first, start, final);
  const opened = (
    final ? /^(`{3,}|~{3,})([^\n`]{0,200})(?:\n|$)/ : /^(`{3,}|~{3,})([^\n`]{0,200})\n/
  ).exec(body);
  if (opened === null) return fence.unfinished ? start : withoutRepeat(first, start, final);
  const [line = '', marker = '', told = ''] = opened;
  const info = told.trim();
  const after = body.slice(line.length);
  if (fence.unfinished) {
    const written = fence.marker + fence.info;
    // Either the cut line is repeated, or the new fence has another name for the same language.
    if (body.startsWith(written)) return body.slice(written.length);
    return `\n${after}`;
  }
  if (info === '') {
    // A bare fence at the start of a line closes the block.
    if (/\n[ \t]*$/.test(first) || lead.includes('\n')) return start;
    if (!final && /^[ \t]*$/.test(after)) return undefined;
    if (/^[ \t]*(?:\n|$)/.test(after)) return `\n${body}`;
  } else if (isMarkdown(fence.info) && !(isMarkdown(info) && marker === fence.marker)) {
    return start;
  }
  const rest = withoutRepeat(first, after, final);
  // The text before the cut ends a statement, so the fence replaced a line break.
  return rest === after && !/\n[ \t]*$/.test(first) && endsStatement(first) ? `\n${rest}` : rest;
}

/** The closing fence at the very end of a text, if there is one. */
function closingFence(first: string, fence: Fence | undefined): string | undefined {
  return fence === undefined ? /(?:^|\n)[ \t]*(`{3,}|~{3,})$/.exec(first)?.[1] : undefined;
}

function withoutRepeat(first: string, start: string, final: boolean): string | undefined {
  const body = start.trimStart();
  if (body === '') return final ? start : undefined;
  const length = repeatedStart(first, body, final);
  if (length === undefined) return undefined;
  return length === 0 ? start : body.slice(length);
}

/** Whether a new line or paragraph can follow a text. */
function endsLine(text: string): boolean {
  return /(?:\n|[.!?:;{}()[\]>|。！？：；]|`{3}|~{3})[ \t]*$/.test(text);
}

function endsStatement(text: string): boolean {
  return /[;{},:>)\]][ \t]*$/.test(text);
}

function isMarkdown(info: string): boolean {
  return /^(?:md|mdx|markdown)\b/i.test(info);
}

/** The fenced block in which a text ends (CommonMark 0.31, section 4.5). */
function openFence(text: string): Fence | undefined {
  let open: Fence | undefined;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const [, marker, rest = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (marker === undefined) continue;
    const info = rest.trim();
    if (open === undefined) {
      if (!(marker.startsWith('`') && info.includes('`'))) {
        open = { marker, info, unfinished: index === lines.length - 1 };
      }
    } else if (marker.startsWith(open.marker) && info === '') open = undefined;
  }
  return open;
}
