/** The panel's page: nothing but the bundle and its style, under a policy that lets nothing else in or out. */

/**
 * Closed to everything but our own files, which carry the nonce, and pictures inside `data:` URLs. A script that ours
 * imports has the nonce from it.
 */
function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    // These two do not follow the default.
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/**
 * @param script The address of the bundle.
 * @param style The address of its style sheet.
 * @param nonce Unguessable, and new for each page.
 */
export function panelHtml(script: string, style: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${style}">
<title>Laplas</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
