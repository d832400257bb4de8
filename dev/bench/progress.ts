/** What the benchmark is doing, while it does it: one line that is written over on a terminal, a line each elsewhere. */

export interface Progress {
  say(what: string): void;
  /** Takes the line away, for what stays. */
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
