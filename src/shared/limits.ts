/**
 * Size limits of the panel's messages. parse.ts rejects larger messages, so the panel checks these
 * limits first.
 */

/** UTF-16 units. Even a quarter of it is far more than the model's context window holds. */
export const maxTextLength = 4_000_000;
/** UTF-16 units of a `data:` URL: about 15 MB of image data. */
export const maxDataUrlLength = 20_000_000;
/**
 * UTF-16 units of a fence's info string, and of its language. No file name or language is longer.
 */
export const maxInfoLength = 1000;
export const maxLanguageLength = 100;
