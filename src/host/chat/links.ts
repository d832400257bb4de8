/** Opens the links of answers, once the user has seen where they lead: VS Code asks about most by itself, this file about the others. */
import * as vscode from 'vscode';
import { confirmRisk } from '../base/confirm.ts';
import { externalLink, isAskedAbout } from '../../core/base/externalLink.ts';

/** It is declared for a Uri, which writes the address anew: `%26` would become `&`. A string is opened as it stands. */
const opener: { openExternal(target: vscode.Uri | string): Thenable<boolean> } = vscode.env;

/** Only to the web or a mail program. The panel shows nothing else as a link, but for an address that its `URL` takes and ours does not. */
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

/** Those that this VS Code came with, as its product.json names them; undefined where it can't be read. */
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
