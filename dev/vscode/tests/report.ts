/**
 * Reports from the tests in the extension host: lines of JSON in a file that this process follows.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

export type Report =
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'verdict'; readonly passed: boolean };

export interface Following {
  /** Passes on all lines written since the last call. */
  readonly drain: () => void;
  readonly stop: () => void;
}

/** Polling interval of the file, in milliseconds. */
const period = 50;

/** Follows a file from its start. */
export function followReport(file: string, take: (line: Report) => void): Following {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(65_536);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const read = () => readSync(descriptor, buffer, 0, buffer.length, null);
  const drain = () => {
    for (let size = read(); size > 0; size = read()) {
      const lines = (rest + decoder.write(buffer.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(JSON.parse(line) as Report);
    }
  };
  const timer = setInterval(drain, period);
  const stop = () => {
    clearInterval(timer);
    closeSync(descriptor);
  };
  return { drain, stop };
}
