/** What Node fills of the ports: loaded on first use, since Node's network modules take longer to load than all of activation. */
import { createNodeFiles } from './files.ts';
import { gitPlaces } from './gitPlaces.ts';
import { createProbe, proxyFromEnvironment } from './probe.ts';
import { realPath } from './realPath.ts';
import { createWatchedFetch } from './watchedFetch.ts';

/**
 * @param folder The extension's global storage, as a path.
 * @param workspaceFolder Its storage of this workspace; absent in a window without one.
 */
export function createNodePorts(folder: string, workspaceFolder?: string) {
  return {
    files: () => createNodeFiles(folder),
    ...(workspaceFolder === undefined
      ? {}
      : { workspaceFiles: () => createNodeFiles(workspaceFolder) }),
    fetch: createWatchedFetch(() => fetch),
    probe: createProbe(),
    realPath,
    gitPlaces: gitPlaces(process.env),
    environmentProxy: (url: string) => proxyFromEnvironment(url, process.env),
  };
}
