// Builds what VS Code runs: dist/extension.node.js (the extension host's side) and dist/webview.js with dist/webview.css
// (the panel's page). --production minifies, --watch builds anew after each change, --tests adds the integration suite.
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  loader: { '.svg': 'text' },
};

/** @type {import('esbuild').BuildOptions[]} */
const builds = [
  {
    ...shared,
    entryPoints: { 'extension.node': 'src/extension.node.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    mainFields: ['module', 'main'],
  },
  {
    ...shared,
    entryPoints: { webview: 'src/webview/main.ts' },
    outdir: 'dist',
    platform: 'browser',
    target: 'chrome126',
    format: 'iife',
  },
];

if (process.argv.includes('--tests')) {
  builds.push({
    ...shared,
    entryPoints: ['test/integration/*.ts'],
    outdir: 'out/test/integration',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  });
}

(async () => {
  if (watch) {
    const contexts = await Promise.all(
      builds.map((options) => esbuild.context({ ...options, logLevel: 'info' })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
})().catch(() => process.exit(1));
