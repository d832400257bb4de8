/**
 * Stands in for the native module `@vscode/native-watchdog`, which would have to be compiled. The extension host looks
 * after its parent once a second by itself; the native module only helps where its event loop is stuck.
 */

export function start(): void {
  // Nothing to watch: see above.
}

export function exit(code: number): never {
  process.exit(code);
}
