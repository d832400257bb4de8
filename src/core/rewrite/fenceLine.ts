/** Parses one line of Markdown as a code fence (CommonMark 0.31.2, section 4.5). */
import { trimSpace } from '../base/trim.ts';

export interface Fence {
  readonly character: string;
  readonly length: number;
  readonly indent: number;
  /** The text after the run, trimmed; '' for a bare fence. Only a bare fence can close a block. */
  readonly info: string;
  /** The first word of `info` in lower case, or ''. */
  readonly language: string;
}

export function fenceOf(line: string): Fence | undefined {
  const match = /^([ \t]*)(`{3,}|~{3,})/.exec(line);
  if (match === null) return undefined;
  const [marker, indent = '', run = ''] = match;
  const info = trimSpace(line.slice(marker.length));
  // A line such as ```x``` is inline code, not a fence.
  if (run.startsWith('`') && info.includes('`')) return undefined;
  const character = run.charAt(0);
  return { character, length: run.length, indent: indent.length, info, language: languageIn(info) };
}

/** The fence on a line, if it can close the outer block or open a block inside it. */
export function fenceWithin(line: string, outer: Fence): Fence | undefined {
  const inner = fenceOf(line);
  if (inner?.character !== outer.character || inner.length < outer.length) return undefined;
  return inner.indent > outer.indent + 3 ? undefined : inner;
}

/** Accepts `ts`, `ts:src/a.ts`, `{.python #id}`, `language-js` and `c++ title="a"`. */
function languageIn(info: string): string {
  const word = /^\{?\.?([^\s:{},}]+)/.exec(info)?.[1] ?? '';
  return word.toLowerCase().replace(/^lang(?:uage)?-/, '');
}
