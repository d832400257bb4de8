/**
 * Stands in for the native module `@vscode/spdlog`, which would have to be compiled: VS Code's log files, without
 * rotation. It has what VS Code's server and extension host call.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** VS Code's scale: 0 trace, 1 debug, 2 info, 3 warning, 4 error, 5 critical, 6 off. */
type Level = number;

export function createAsyncRotatingLogger(_name: string, file: string) {
  mkdirSync(dirname(file), { recursive: true });
  const out = createWriteStream(file, { flags: 'a' }).on('error', () => undefined);
  let level: Level = 2;
  let bare = false;
  const write = (at: Level, word: string) => (text: string) => {
    if (at < level) return;
    out.write(bare ? text : `${new Date().toISOString()} [${word}] ${text}\n`);
  };
  return Promise.resolve({
    trace: write(0, 'trace'),
    debug: write(1, 'debug'),
    info: write(2, 'info'),
    warn: write(3, 'warning'),
    error: write(4, 'error'),
    critical: write(5, 'critical'),
    getLevel: () => level,
    setLevel: (to: Level) => void (level = to),
    clearFormatters: () => void (bare = true),
    setPattern: () => undefined,
    flush: () => undefined,
    drop: () => void out.end(),
  });
}

export function setFlushOn(_level: Level): void {
  // The stream flushes by itself.
}
