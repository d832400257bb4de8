/** Which pictures in a model's text may be shown. */

/** Whether a picture may be shown: raster images that are in the text itself. */
export function safeImage(source: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/i.test(source);
}
