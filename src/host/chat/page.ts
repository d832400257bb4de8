/** The panel's page: nothing but the bundle and its style, under a policy that lets nothing else in or out. */
import type { Uri, Webview } from 'vscode';

/** Closed to everything but our own two files, which carry the nonce, and pictures inside `data:` URLs. */
function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
  ].join('; ');
}

/**
 * @param script The bundle, as the webview reaches it.
 * @param style Its style sheet, likewise.
 * @param nonce Unguessable, and new for each page.
 */
export function page(webview: Webview, script: Uri, style: Uri, nonce: string): string {
  const source = (uri: Uri): string => webview.asWebviewUri(uri).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${source(style)}">
<title>Laplas</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${source(script)}"></script>
</body>
</html>`;
}
