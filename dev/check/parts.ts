/** The parts of `npm test`. */

export interface Part {
  readonly name: string;
  /** Arguments for Node. */
  readonly command: readonly string[];
  /** For `tests`, mocha's counts are used. `whole` is a single check that passes or fails. */
  readonly counts: 'tests' | 'whole';
  /**
   * Timeout in minutes, about three times the duration on an idle machine. When it expires, the
   * part is killed and has failed.
   */
  readonly limit: number;
}

const bin = (path: string, ...args: readonly string[]) => [`node_modules/${path}`, ...args];
const mocha = (spec: string) => bin('mocha/bin/mocha.js', spec);
const dev = (path: string) => ['--import', 'tsx', `dev/${path}`];
const check = (name: string, command: readonly string[], limit = 15): Part => ({
  name,
  command,
  counts: 'whole',
  limit,
});

/**
 * Two parts run at a time, in this order. The end-to-end tests take longest and mostly wait, so
 * they start as soon as VS Code is installed, and CPU-bound parts run beside them.
 */
export const parts: readonly Part[] = [
  check('VS Code', dev('vscode/installed.ts'), 10),
  check('lint', bin('eslint/bin/eslint.js', '--max-warnings', '0', '.')),
  { name: 'end to end', command: dev('e2e.ts'), counts: 'tests', limit: 30 },
  { name: 'unit', command: mocha('test/unit/**/*.test.ts'), counts: 'tests', limit: 15 },
  { name: 'integration', command: dev('vscode/integration.ts'), counts: 'tests', limit: 15 },
  { name: 'test runs', command: mocha('test/runs/*.test.ts'), counts: 'tests', limit: 15 },
  check('types', dev('types.ts')),
  check('format', bin('prettier/bin/prettier.cjs', '--check', '.')),
  check(
    'arrows',
    bin(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...['src', 'dev', 'test'],
    ),
  ),
  check('dead code', bin('knip/bin/knip.js')),
];
