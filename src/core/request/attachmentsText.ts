/** What a message carries, as the request's content: each text in a fence of its own, below a line that says what it is. */
import type { ContentPart } from '../api/types.ts';
import type { Attachment, LineRange } from '../model/conversation.ts';

export type TextAttachment = Exclude<Attachment, { readonly kind: 'image' }>;

/** The attachments first, then the user's own words. A plain string unless there is a picture among them. */
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

/** A fence longer than any run of backticks inside, so that the text cannot end it. */
export function fenced(text: string, info = ''): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  // What follows the opening fence is one line and, in a backtick fence, holds no backtick.
  return `${fence}${info.replace(/[`\s]+/g, ' ').trim()}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** `lines 11 to 25`, as an editor numbers them. */
export function lineNumbers({ start, end }: LineRange): string {
  return start === end ? `line ${start + 1}` : `lines ${start + 1} to ${end + 1}`;
}

function textOf(attachment: TextAttachment): string {
  return `${heading(attachment)}:\n${fenced(attachment.text, attachment.language)}`;
}

/** The chip's name for lines: `src/app.ts:11-25`, or `src/app.ts:1-2,50`, and the symbol that they lie in. */
export function nameOfLines(file: string, ranges: readonly LineRange[], symbol?: string): string {
  const numbers = ranges.map(({ start, end }) => `${start + 1}${end > start ? `-${end + 1}` : ''}`);
  const lines = `${file}:${numbers.join(',')}`;
  return symbol === undefined ? lines : `${lines} · ${symbol}`;
}

/** The runs of lines that it consists of; none where it is no part of a file. */
export function rangesOf({ range, ranges }: TextAttachment): readonly LineRange[] {
  return ranges ?? (range === undefined ? [] : [range]);
}

function heading(attachment: TextAttachment): string {
  const { kind, name, symbol } = attachment;
  const ranges = rangesOf(attachment);
  // The chip's name ends in the line numbers where there are any; the model is told in words.
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
