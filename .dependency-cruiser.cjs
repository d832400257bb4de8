/**
 * Imports go one way between the floors, and between the folders ("rooms") of each floor.
 * ARCHITECTURE.md gives the reasons.
 */
const floor = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

/**
 * The rooms of each floor, lowest first: a room imports only from earlier ones. Rooms in one string
 * are on the same level and don't import each other. Files in no room, such as services.ts, may
 * import everything in their floor, and no room imports them.
 */
const rooms = {
  core: [
    'base',
    'api',
    'model',
    'request',
    'prompts',
    'diff context commitMessage',
    'review rewrite',
    'history',
    'chat',
  ],
  host: [
    'base',
    'status theme editor',
    'settings',
    'request',
    'context history review',
    'commitMessage rewrite',
    'chat',
    'prompts',
    'commands',
  ],
  webview: ['base', 'highlight composer history', 'markdown', 'transcript'],
};

const roomOrder = Object.entries(rooms).flatMap(([name, levels]) =>
  levels.map((level, at) => {
    const own = level.split(' ');
    const free = levels.slice(0, at).flatMap((each) => each.split(' '));
    return {
      name: `${name}-rooms-${own[0]}`,
      comment: 'a room imports only from the rooms before it',
      severity: 'error',
      from: { path: `^src/${name}/(${own.join('|')})/` },
      to: {
        path: `^src/${name}/`,
        // `$1` is the importing room.
        pathNot: `^src/${name}/(${['$1', ...free, 'styles'].join('|')})/`,
      },
    };
  }),
);

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
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
    ...roomOrder,
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
