/** The parts of `npm test`, in the order they are begun. */

export interface Part {
  readonly name: string;
  /** Arguments of Node. */
  readonly command: readonly string[];
  /** `mocha` counts its tests; anything else is one check that passes or fails as a whole. */
  readonly counts: 'tests' | 'whole';
  /** In minutes, after which the part is ended and has failed. */
  readonly limit: number;
}

const bin = (path: string, ...args: readonly string[]) => [`node_modules/${path}`, ...args];
const dev = (path: string) => ['--import', 'tsx', `dev/${path}`];
const check = (name: string, command: readonly string[], limit = 6): Part => ({
  name,
  command,
  counts: 'whole',
  limit,
});

/** They do not get in each other's way, so they share the processors. */
export const together: readonly Part[] = [
  check('types', dev('types.ts')),
  check('VS Code', dev('vscode/installed.ts'), 10),
  check('lint', bin('eslint/bin/eslint.js', '--max-warnings', '0', '.')),
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
  check('format', bin('prettier/bin/prettier.cjs', '--check', '.')),
  {
    name: 'unit',
    command: bin('mocha/bin/mocha.js', 'test/unit/**/*.test.ts'),
    counts: 'tests',
    limit: 5,
  },
];

/** Each drives windows, and has the machine to itself. */
export const alone: readonly Part[] = [
  { name: 'integration', command: dev('vscode/integration.ts'), counts: 'tests', limit: 5 },
  { name: 'end to end', command: dev('e2e.ts'), counts: 'tests', limit: 12 },
];
