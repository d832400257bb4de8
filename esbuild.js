// Builds what VS Code runs: dist/extension.node.js with the chunks that it loads on use (the
// extension host's side), and dist/webview.js with dist/webview.css and a file that it loads on use
// (the panel's page). --production minifies, --watch rebuilds after each change, --tests adds the
// integration suite, --outdir DIR builds into another folder than dist.
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { parseArgs } = require('node:util');
const esbuild = require('esbuild');

const { production, watch, tests, outdir } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    tests: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
}).values;
const suites = 'out/test/integration';

/**
 * esbuild splits only ES modules into chunks that `import()` loads on use, and VS Code before 1.100
 * loads only CommonJS extensions. So this plugin converts each chunk to CommonJS.
 * @type {import('esbuild').Plugin}
 */
const toCommonJs = {
  name: 'to-commonjs',
  setup: (build) =>
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const lean = text
          // For a namespace import esbuild would copy every property of `vscode`, once per
          // importing file.
          .replace(/\bimport ?\* ?as (\S+) from ?"vscode";/g, 'const $1 = require("vscode");')
          // Chunks have no side effects, so a chunk without imported names needn't be loaded here.
          .replace(/\bimport ?"\.\/chunk-\w+\.js";/g, '');
        const { code } = await esbuild.transform(lean, {
          format: 'cjs',
          platform: 'node',
          target: 'node20',
          minify: production,
          sourcemap: production ? false : 'inline',
          sourcefile: path,
        });
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, code);
      }
    }),
};

/**
 * CodeMirror's modes create each dialect with a call, and a bundler has to assume that calls have
 * side effects. These have none: marked as pure, unused dialects are removed.
 * @type {import('esbuild').Plugin}
 */
const pureModes = {
  name: 'pure-modes',
  setup: (build) =>
    build.onLoad({ filter: /@codemirror\/legacy-modes\/mode\/\w+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^(export const \w+ = )(\w+\(\{(?:.*\}|[^]*?^\})\));?$/gm,
        '$1/* @__PURE__ */ (() => $2)();',
      ),
    })),
};

/**
 * Icons have a grid of 16 units, so the third decimal is invisible. It is truncated, not rounded:
 * in a path, the digit before the decimal point can be a separate flag.
 * @type {import('esbuild').Plugin}
 */
const lightIcons = {
  name: 'light-icons',
  setup: (build) =>
    build.onLoad({ filter: /\.svg$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/(\.\d\d)\d+/g, '$1'),
      loader: 'text',
    })),
};

/**
 * Leaves laterLanguages.ts in a file of its own that the page imports on use. With its own
 * splitting, esbuild would add a third file of a hundred bytes that the page would have to wait
 * for.
 * @type {import('esbuild').Plugin}
 */
const loadedLater = {
  name: 'loaded-later',
  setup: (build) =>
    build.onResolve({ filter: /\/laterLanguages\.ts$/ }, () => ({
      path: './webview-languages.js',
      external: true,
    })),
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions[]} */
const builds = [
  {
    ...shared,
    entryPoints: { 'extension.node': 'src/extension.node.ts' },
    outdir,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    write: false,
    sourcemap: production ? false : 'inline',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    plugins: [toCommonJs],
  },
  {
    ...shared,
    entryPoints: { webview: 'src/webview/main.ts' },
    outdir,
    platform: 'browser',
    target: 'chrome126',
    format: 'iife',
    plugins: [pureModes, lightIcons, loadedLater],
  },
  {
    ...shared,
    entryPoints: { 'webview-languages': 'src/webview/highlight/laterLanguages.ts' },
    outdir,
    platform: 'browser',
    target: 'chrome126',
    format: 'esm',
    plugins: [pureModes],
  },
];

if (tests) {
  builds.push({
    ...shared,
    entryPoints: ['test/integration/*.ts'],
    outdir: suites,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  });
}

(async () => {
  // Remove the files of earlier builds. They would be packaged or run too.
  for (const folder of tests ? [outdir, suites] : [outdir]) {
    rmSync(folder, { recursive: true, force: true });
  }
  if (watch) {
    const contexts = await Promise.all(
      builds.map((options) => esbuild.context({ ...options, logLevel: 'info' })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
})().catch(() => process.exit(1));
