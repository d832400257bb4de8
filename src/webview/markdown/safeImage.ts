/** Decides which images in a model's text may be shown. */

/** Whether an image may be shown: only raster images that are embedded in the text. */
export function safeImage(source: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/i.test(source);
}
