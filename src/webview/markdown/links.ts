/** Which addresses in a model's text may be followed or shown. */

/** The address as it would be opened, or null for everything but `http:`, `https:` and `mailto:` (relative ones too). */
export function safeHref(target: string): string | null {
  let url: URL;
  try {
    url = new URL(target);
  } catch {
    return null;
  }
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
}

/** Whether a picture may be shown: raster images that are in the text itself. */
export function safeImage(source: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/i.test(source);
}
