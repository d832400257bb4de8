/** Finds the file that a code block names, and checks whether a file is in the workspace. */
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

/** Maximum search results for one file name. */
const most = 500;

/**
 * The files that a name may mean: those at exactly this path in a workspace folder, or else
 * attached files, or else open files and all workspace files whose path ends with it. Empty if
 * there are none.
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
  // Open files may be outside the workspace.
  const open = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : []))
    .filter((uri) => endsWith(uri, wanted) && uri.scheme !== 'untitled');
  const found = await Promise.all(folders.map((folder) => search(folder, wanted)));
  const unique = new Map([...found.flat(), ...open].map((uri) => [uri.toString(), uri]));
  return [...unique.values()];
}

/** The URIs of the attachments, without duplicates. */
export function attachedUris(answering: readonly Attachment[]): readonly Uri[] {
  const uris = new Map<string, Uri>();
  for (const attachment of answering) {
    if (attachment.kind === 'image' || attachment.uri === undefined) continue;
    const uri = parsed(attachment.uri);
    if (uri !== undefined) uris.set(uri.toString(), uri);
  }
  return [...uris.values()];
}

/**
 * Parses a stored URI. Returns undefined if it is invalid: an imported chat may contain any text.
 */
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
 * Whether a file is in a workspace folder and its path contains no link. A link may lead anywhere,
 * and VS Code doesn't report its target.
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

/**
 * A relative path without `.` and `..`, or undefined if it leads outside. Some models write paths
 * with a leading `/` for the project's root.
 */
function normalized(name: string): string | undefined {
  const parts: string[] = [];
  for (const part of name.normalize('NFC').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..') parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

/**
 * The file at a path in a folder. With several folders, the path may begin with a folder's name.
 */
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
    // The name may be the file's absolute path.
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

/**
 * Globs are unreliable for brackets, braces and non-ASCII letters, so the glob replaces them with
 * `*` and each result's path is compared.
 */
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
