/** Formats numbers and durations for the panel. */
import { maxTextLength } from '../../shared/limits.ts';

const exact = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1,234` */
export function count(value: number): string {
  return exact.format(value);
}

/** `1.2K` */
export function roughly(value: number): string {
  return compact.format(value);
}

/** Milliseconds as `0.4 s`, `12 s` or `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 token`, `2 tokens` */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Why a text can't be sent in one message; undefined if it can. */
export function tooLong(text: string): string | undefined {
  return text.length <= maxTextLength
    ? undefined
    : `The text has ${count(text.length)} characters, and ${count(maxTextLength)} are the most that a message takes. It was not sent: shorten it, or attach a file in its place.`;
}
