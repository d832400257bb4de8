/**
 * Shows the benchmark's progress: one line that is overwritten on a terminal, separate lines
 * elsewhere.
 */

export interface Progress {
  say(what: string): void;
  /** Clears the line before other output. */
  clear(): void;
}

export function createProgress(out: NodeJS.WriteStream): Progress {
  let last = '';
  return {
    say(what) {
      if (what === last) return;
      last = what;
      if (!out.isTTY) out.write(`${what}\n`);
      else out.write(`\r\u001b[K${what.slice(0, out.columns - 1)}`);
    },
    clear() {
      last = '';
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
