// Builds what VS Code runs: dist/extension.node.js with the parts that it loads on use (the extension host's side), and
// dist/webview.js with dist/webview.css and what it loads on use (the panel's page). --production minifies, --watch builds anew after each change,
// --tests adds the integration suite, --outdir DIR builds to another folder than dist.
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
 * esbuild cuts only ES modules into parts that `import()` loads on use, and VS Code before 1.100 loads only CommonJS
 * extensions: so what was cut is rewritten to CommonJS, part by part.
 * @type {import('esbuild').Plugin}
 */
const toCommonJs = {
  name: 'to-commonjs',
  setup: (build) =>
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const lean = text
          // Left as a namespace, all that VS Code offers would be copied, name by name, for each file that imports it.
          .replace(/\bimport ?\* ?as (\S+) from ?"vscode";/g, 'const $1 = require("vscode");')
          // Parts have no effect by being loaded: one of which no name is taken can wait for who takes one.
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
 * CodeMirror's modes make each dialect by a call, which a bundler must take for having effects: these have none, so the
 * dialects that nobody imports can go.
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
 * Icons are drawn on a grid of 16 units, so what the third decimal adds cannot be seen. It is cut, not rounded: in a path
 * the digit before the point may be a flag of its own.
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
 * What the page imports on use is a file beside it. Left to itself, esbuild would cut off a third, of a hundred bytes,
 * that the page had to wait for.
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
  // What an earlier build left would be packaged, or run, with the rest.
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
