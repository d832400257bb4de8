/**
 * Opens links in responses after the user has seen their addresses. VS Code asks about most links,
 * this file about the others.
 */
import * as vscode from 'vscode';
import { confirmRisk } from '../base/confirm.ts';
import { externalLink, isAskedAbout } from '../../core/base/externalLink.ts';

/**
 * Declared for a Uri only, but a Uri encodes the address again: `%26` would become `&`. A string is
 * opened unchanged.
 */
const opener: { openExternal(target: vscode.Uri | string): Thenable<boolean> } = vscode.env;

/**
 * Opens web and mail addresses only. The panel shows no other address as a link, except one that
 * its `URL` accepts and ours doesn't.
 */
export async function openLink(href: string): Promise<void> {
  const address = externalLink(href);
  if (address === undefined) {
    void vscode.window.showWarningMessage(
      "Couldn't open the link. Its address isn't a valid web or mail address.",
    );
    return;
  }
  if (!isAskedAbout(address, await trustedDomains()) && !(await isWanted(address))) return;
  await opener.openExternal(address);
}

function isWanted(address: string): Promise<boolean> {
  return confirmRisk({
    message: 'Do you want to open this link?',
    detail: address,
    decline: "Don't Open",
    accept: 'Open',
  });
}

/**
 * The domains that this VS Code build trusts (see its product.json), or undefined if they can't be
 * read.
 */
async function trustedDomains(): Promise<readonly string[] | undefined> {
  try {
    const file = vscode.Uri.joinPath(vscode.Uri.file(vscode.env.appRoot), 'product.json');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const product: unknown = JSON.parse(text);
    if (typeof product !== 'object' || product === null) return undefined;
    if (!('linkProtectionTrustedDomains' in product)) return [];
    const { linkProtectionTrustedDomains: domains } = product;
    return Array.isArray(domains) ? domains.map(String) : undefined;
  } catch {
    return undefined;
  }
}
