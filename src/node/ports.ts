/**
 * Node's implementations of the ports. Loaded on first use, because Node's network modules take
 * longer to load than all of activation.
 */
import { createNodeFiles } from './files.ts';
import { gitPlaces } from './gitPlaces.ts';
import { createProbe, proxyFromEnvironment } from './probe.ts';
import { realPath } from './realPath.ts';
import { createWatchedFetch } from './watchedFetch.ts';

/**
 * @param folder path of the extension's global storage
 * @param workspaceFolder path of its storage for this workspace; undefined in a window without one
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
