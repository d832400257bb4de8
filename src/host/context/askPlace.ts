/** Asks before reading a file that is ignored or outside the workspace. */
import * as vscode from 'vscode';
import { confirmRisk } from '../base/confirm.ts';
import { isRecord, uriFrom } from '../editor/commandArguments.ts';
import type { Ignored, Verdict } from './ignored.ts';
import { fileOf, nameOf } from '../editor/placeNames.ts';

export interface PlaceQuestion {
  /**
   * For a file that the user picked. Doesn't ask about a file outside the workspace, since the user
   * browsed for it, but asks about a link to one.
   */
  readonly mayBeAttached: (uri: vscode.Uri) => Promise<boolean>;
  /**
   * For a file that a command's caller names: another extension, a keybinding or a link. Asks until
   * the user agrees, then remembers the file.
   */
  readonly mayBeRead: (uri: vscode.Uri) => Promise<boolean>;
}

export function createPlaceQuestion({ judge }: Pick<Ignored, 'judge'>): PlaceQuestion {
  const agreed = new Set<string>();
  return {
    async mayBeAttached(uri) {
      const verdict = await judge(uri);
      const isPlain = verdict.kind === 'outside' && !isBelowFolder(uri);
      if (verdict.kind === 'offered' || isPlain) return true;
      return confirmRisk({
        message: describe(uri, verdict),
        detail:
          'Attached content is sent to the model provider and stored in the local chat history.',
        decline: "Don't Attach",
        accept: 'Attach Anyway',
      });
    },
    async mayBeRead(uri) {
      const file = fileOf(uri);
      if (isActive(file) || agreed.has(file.toString())) return true;
      const verdict = await judge(file);
      if (verdict.kind === 'offered') return true;
      const isAllowed = await confirmRisk({
        message: describe(file, verdict),
        detail: 'A command wants to send text from this file to the model provider.',
        decline: "Don't Send",
        accept: 'Send Anyway',
      });
      if (isAllowed) agreed.add(file.toString());
      return isAllowed;
    },
  };
}

/**
 * Wraps commands so that each calls `mayBeRead` first if its argument names a file as `{uri}`.
 * Without consent nothing happens. Every command that sends what it reads must be wrapped.
 */
export function askingAboutPlaces<
  T extends Readonly<Record<string, (...args: readonly unknown[]) => unknown>>,
>(commands: T, mayBeRead: PlaceQuestion['mayBeRead']): T {
  const guarded = Object.entries(commands).map(([id, run]) => [
    id,
    async (...args: readonly unknown[]): Promise<unknown> => {
      const [argument] = args;
      const uri = uriFrom(isRecord(argument) ? argument['uri'] : undefined);
      return uri === undefined || (await mayBeRead(uri)) ? run(...args) : undefined;
    },
  ]);
  return Object.fromEntries(guarded) as T;
}

function describe(
  uri: vscode.Uri,
  { kind, target }: Exclude<Verdict, { kind: 'offered' }>,
): string {
  const name = nameOf(uri);
  const where = target === undefined ? undefined : nameOf(target);
  if (kind === 'ignored')
    return where === undefined
      ? `${name} is excluded by an ignore file or by files.exclude.`
      : `${name} links to ${where}, which an ignore file or files.exclude excludes.`;
  if (where !== undefined) return `${name} links to ${where}, which is outside of the workspace.`;
  return isBelowFolder(uri)
    ? `${name} is a link, and Laplas can't tell where it leads.`
    : `${name} is outside of the workspace.`;
}

function isBelowFolder(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** The user already sees the active file, so reading it is like selecting it by hand. */
function isActive(file: vscode.Uri): boolean {
  const active = vscode.window.activeTextEditor?.document.uri;
  return active !== undefined && fileOf(active).toString() === file.toString();
}
