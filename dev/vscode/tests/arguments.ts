/** Parses the flags that `@vscode/test-electron` passes to the `code` command. */
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface CodeArguments {
  readonly extensions: readonly string[];
  readonly tests?: string;
  readonly folder?: string;
}

/**
 * Supports `--flag=value` and `--flag value`. Ignores flags that don't apply to a window in a
 * browser.
 */
export function parseCodeArguments(args: readonly string[]): CodeArguments {
  const extensions: string[] = [];
  let tests: string | undefined;
  let folder: string | undefined;
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [flag = '', inline] = split(argument);
    const value = () => pathOf(inline ?? rest.shift() ?? '');
    if (flag === '--extensionDevelopmentPath') extensions.push(value());
    else if (flag === '--extensionTestsPath') tests = value();
    else if (flag === '--folder-uri' || flag === '--file-uri') folder = value();
    else if (isOpenable(argument)) folder ??= argument;
  }
  return {
    extensions,
    ...(tests === undefined ? {} : { tests }),
    ...(folder === undefined ? {} : { folder }),
  };
}

function split(argument: string): [string, string?] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}

function pathOf(value: string): string {
  return value.startsWith('file://') ? fileURLToPath(value) : value;
}

function isOpenable(argument: string): boolean {
  if (argument.startsWith('-') || !existsSync(argument)) return false;
  return argument.endsWith('.code-workspace') || statSync(argument).isDirectory();
}
