import tseslint from 'typescript-eslint';

/** Calls that could turn model text into markup. */
const markupSinks = [
  {
    selector:
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|write|writeln|srcdoc)$/]:not([object.name=/^(process|stdout|stderr|res|socket|file)$/])',
    message: 'Text becomes DOM through nodes only, never through a string of markup.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      '.vscode-test/',
      'node_modules/',
      '**/node_modules/',
      'test/fixtures/',
      'dev/samples/',
      '*.mjs',
      '*.cjs',
      '*.js',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/webview/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...markupSinks] } },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is a port: see ports.ts.' },
        { object: 'Math', property: 'random', message: 'Randomness is a port: see ports.ts.' },
      ],
    },
  },
  { files: ['dev/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
);
