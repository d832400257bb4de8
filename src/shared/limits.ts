/** How much the host takes of what the panel says: more is refused by parse.ts, so the panel says so before. */

/** UTF-16 units. A megabyte of text is far above what fits the model's window in one message. */
export const maxTextLength = 4_000_000;
/** UTF-16 units of a `data:` URL: about 15 MB of picture. */
export const maxDataUrlLength = 20_000_000;
/** UTF-16 units of a fence's info string, and of the language in it: no file's name or language is longer. */
export const maxInfoLength = 1000;
export const maxLanguageLength = 100;
