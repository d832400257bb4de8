/** Resolves a file's real location by following links: a link is treated as its target. */
import * as vscode from 'vscode';
import type { RealPath } from '../../core/base/ports.ts';

/**
 * Returns undefined if the location is unknown: a broken link, or a link on a file system that
 * doesn't report its target.
 */
export type RealPlace = (uri: vscode.Uri) => Promise<vscode.Uri | undefined>;

/** @param realPath Undefined on a platform without links. */
export function createRealPlace(realPath: RealPath | undefined): RealPlace {
  async function realPlace(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    if (uri.scheme === 'file' && realPath !== undefined) {
      const path = await realPath(uri.fsPath).catch(() => 'absent' as const);
      if (path !== 'absent') return path === undefined ? undefined : vscode.Uri.file(path);
      // A new file's location is that of its folder.
      const parent = vscode.Uri.joinPath(uri, '..');
      if (parent.path === uri.path) return uri;
      const real = await realPlace(parent);
      return real && vscode.Uri.joinPath(real, nameOf(uri));
    }
    const top = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    for (let place = uri; ; place = vscode.Uri.joinPath(place, '..')) {
      if (top === undefined || place.path.length <= top.path.length) return uri;
      if (await isLink(place)) return undefined;
    }
  }
  return realPlace;
}

async function isLink(uri: vscode.Uri): Promise<boolean> {
  const type = await Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    (stat) => stat.type,
    () => vscode.FileType.Unknown,
  );
  return (type & vscode.FileType.SymbolicLink) !== 0;
}

function nameOf({ path }: vscode.Uri): string {
  return path.replace(/\/$/, '').split('/').at(-1) ?? '';
}

/** The path of a file below a folder, '' for the folder itself, or undefined if it isn't below. */
export function pathBelow(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  if (folder.scheme !== uri.scheme || folder.authority !== uri.authority) return undefined;
  const top = normal(folder).replace(/\/$/, '');
  const path = normal(uri);
  if (path === top) return '';
  return path.startsWith(`${top}/`) ? path.slice(top.length + 1) : undefined;
}

/** On Windows, a drive letter can have either case. */
function normal({ path }: vscode.Uri): string {
  return path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}
