/**
 * Converts a message and its attachments to the request's content: each attachment is a fenced
 * block below a heading that describes it.
 */
import type { ContentPart } from '../api/types.ts';
import type { Attachment, LineRange } from '../model/conversation.ts';

export type TextAttachment = Exclude<Attachment, { readonly kind: 'image' }>;

/**
 * Attachments first, then the user's text. The result is a plain string unless there are images.
 */
export function contentOf(
  text: string,
  attachments: readonly Attachment[],
): string | readonly ContentPart[] {
  const texts = attachments.flatMap((each) => (each.kind === 'image' ? [] : [textOf(each)]));
  const whole = [...texts, ...(text === '' ? [] : [text])].join('\n\n');
  const images = attachments.flatMap((each): readonly ContentPart[] =>
    each.kind === 'image' ? [{ type: 'image_url', image_url: { url: each.dataUrl } }] : [],
  );
  if (images.length === 0) return whole;
  return whole === '' ? images : [{ type: 'text', text: whole }, ...images];
}

/**
 * Wraps text in a fence longer than any run of backticks inside, so that the text cannot close it.
 */
export function fenced(text: string, info = ''): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  // CommonMark: an info string is one line, and after a backtick fence it contains no backticks.
  return `${fence}${info.replace(/[`\s]+/g, ' ').trim()}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** Returns `lines 11 to 25`, numbered from 1 as in an editor. */
export function lineNumbers({ start, end }: LineRange): string {
  return start === end ? `line ${start + 1}` : `lines ${start + 1} to ${end + 1}`;
}

function textOf(attachment: TextAttachment): string {
  return `${heading(attachment)}:\n${fenced(attachment.text, attachment.language)}`;
}

/**
 * Returns the chip's label for lines, with the containing symbol if any: `src/app.ts:11-25` or
 * `src/app.ts:1-2,50`.
 */
export function nameOfLines(file: string, ranges: readonly LineRange[], symbol?: string): string {
  const numbers = ranges.map(({ start, end }) => `${start + 1}${end > start ? `-${end + 1}` : ''}`);
  const lines = `${file}:${numbers.join(',')}`;
  return symbol === undefined ? lines : `${lines} · ${symbol}`;
}

/** Returns the attachment's line ranges. Empty if it is not a part of a file. */
export function rangesOf({ range, ranges }: TextAttachment): readonly LineRange[] {
  return ranges ?? (range === undefined ? [] : [range]);
}

function heading(attachment: TextAttachment): string {
  const { kind, name, symbol } = attachment;
  const ranges = rangesOf(attachment);
  // The chip's label ends in line numbers, if any. The heading states them in words instead.
  const file = ranges.length === 0 ? name : name.replace(/:\d+(-\d+)?(,\d+(-\d+)?)*( · .*)?$/, '');
  const inside = symbol === undefined ? '' : `, in ${symbol}`;
  const lines = ranges.length === 0 ? '' : `, ${ranges.map(lineNumbers).join(' and ')}${inside}`;
  switch (kind) {
    case 'selection':
      return `Selection in ${file}${lines}`;
    case 'file':
      return `File ${file}${lines}`;
    case 'folder':
      return `Listing of the folder ${file}`;
    case 'editors':
      return 'Files that are open in the editor';
    case 'problems':
      return 'Problems that the editor shows';
    case 'terminal':
      return 'Text from the terminal';
  }
}
