/** Finds the file that a code block names, and whether a file is one of the workspace. */
import {
  FileType,
  RelativePattern,
  TabInputText,
  Uri,
  window,
  workspace,
  type WorkspaceFolder,
} from 'vscode';
import type { Attachment } from '../../core/model/conversation.ts';

/** Files of one name that are looked at. */
const most = 500;

/**
 * The files that a name may mean: those at exactly this path of a workspace folder; else those that were attached; else all in the
 * workspace whose path ends with it. Empty where there is none.
 */
export async function filesNamed(name: string, attached: readonly Uri[]): Promise<readonly Uri[]> {
  const wanted = normalized(name);
  if (wanted === undefined) return [];
  const folders = workspace.workspaceFolders ?? [];
  const exact = (
    await Promise.all(folders.map((folder) => atPath(folder, wanted, folders)))
  ).flat();
  if (exact.length > 0) return exact;
  const ofAttached = attached.filter((uri) => endsWith(uri, wanted));
  if (ofAttached.length > 0) return ofAttached;
  // Files outside of the workspace that the user has open.
  const open = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : []))
    .filter((uri) => endsWith(uri, wanted) && uri.scheme !== 'untitled');
  const found = await Promise.all(folders.map((folder) => search(folder, wanted)));
  const unique = new Map([...found.flat(), ...open].map((uri) => [uri.toString(), uri]));
  return [...unique.values()];
}

/** The addresses of what was attached, each once. */
export function attachedUris(answering: readonly Attachment[]): readonly Uri[] {
  const uris = new Map<string, Uri>();
  for (const attachment of answering) {
    if (attachment.kind === 'image' || attachment.uri === undefined) continue;
    const uri = parsed(attachment.uri);
    if (uri !== undefined) uris.set(uri.toString(), uri);
  }
  return [...uris.values()];
}

/** A stored address is only text: an imported chat may hold any. */
export function parsed(text: string): Uri | undefined {
  try {
    const uri = Uri.parse(text, true);
    return uri.path.startsWith('/')
      ? Uri.joinPath(uri.with({ path: '/' }), uri.path).with({
          query: uri.query,
          fragment: uri.fragment,
        })
      : uri;
  } catch {
    return undefined;
  }
}

/**
 * Whether a file lies in a folder of the workspace, without a link on the way there: a link may lead anywhere, and VS Code doesn't say
 * where to.
 */
export async function isInWorkspace(uri: Uri): Promise<boolean> {
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined || uri.path.split('/').includes('..')) return false;
  const parts = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1).split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    try {
      const { type } = await workspace.fs.stat(Uri.joinPath(folder.uri, ...parts.slice(0, count)));
      if ((type & FileType.SymbolicLink) !== 0) return false;
    } catch {
      return false;
    }
  }
  return true;
}

/** Relative, without `.` and `..`; undefined where it leads out. Some models write paths from the root of the project. */
function normalized(name: string): string | undefined {
  const parts: string[] = [];
  for (const part of name.normalize('NFC').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..') parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

/** The file at a path of a folder. Where there are several folders, a path may begin with the name of one. */
async function atPath(
  folder: WorkspaceFolder,
  wanted: string,
  folders: readonly WorkspaceFolder[],
): Promise<readonly Uri[]> {
  const inside = folder.uri.path.replace(/\/$/, '').replace(/^\//, '');
  const paths = [
    wanted,
    ...(folders.length > 1 && wanted.startsWith(`${folder.name}/`)
      ? [wanted.slice(folder.name.length + 1)]
      : []),
    // The whole path of the file.
    ...(wanted.startsWith(`${inside}/`) ? [wanted.slice(inside.length + 1)] : []),
  ];
  const found = await Promise.all(
    paths.map(async (path) => {
      const uri = Uri.joinPath(folder.uri, path);
      try {
        return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0 ? [uri] : [];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}

/** A glob can't be trusted with brackets, braces or letters beyond ASCII: it asks for too much, and each path is compared. */
async function search(folder: WorkspaceFolder, wanted: string): Promise<readonly Uri[]> {
  const glob = wanted.replace(/[^\w./ -]+/g, '*');
  const found = await workspace.findFiles(
    new RelativePattern(folder, `**/${glob}`),
    '**/node_modules/**',
    most,
  );
  return found.filter((uri) => endsWith(uri, wanted));
}

function endsWith(uri: Uri, wanted: string): boolean {
  return `/${uri.path.replace(/^\//, '')}`.normalize('NFC').endsWith(`/${wanted}`);
}
