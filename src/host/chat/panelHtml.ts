/**
 * The panel's HTML page: only our script and style sheet, under a strict Content Security Policy.
 */

/**
 * Allows only our own files, which carry the nonce, and images in `data:` URLs. Scripts that our
 * script imports inherit the nonce.
 */
function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    // These two don't fall back to default-src.
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/**
 * @param script The bundle's URL.
 * @param style The style sheet's URL.
 * @param nonce Unguessable, and different for each page.
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
