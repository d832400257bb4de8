/** The arrows between floors run one way: ARCHITECTURE.md says why. */
const floor = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^src' },
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    floor('core-is-pure', '^src/core', '^(src/(?!core)|dev|test)', 'core knows nobody above it'),
    floor(
      'core-no-platform',
      '^src/(core|shared|webview)',
      '^vscode$',
      'only the host knows vscode',
    ),
    {
      name: 'no-node-outside-node',
      severity: 'error',
      from: { path: '^src/(core|shared|host|webview)' },
      to: { dependencyTypes: ['core'] },
    },
    floor(
      'shared-knows-core',
      '^src/shared',
      '^src/(?!core|shared)',
      'shared is what both sides say',
    ),
    floor(
      'host-not-webview',
      '^src/host',
      '^src/(webview|node|extension)',
      'the host and the panel talk by protocol',
    ),
    floor(
      'webview-not-host',
      '^src/webview',
      '^src/(host|node|extension)',
      'the host and the panel talk by protocol',
    ),
    floor(
      'node-is-ports',
      '^src/node',
      '^src/(host|webview|extension)',
      'src/node holds the ports of that platform',
    ),
    floor('product-not-dev', '^src', '^(dev|test)', 'what developers run is never in the package'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dev/samples|test/fixtures)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
