/** Finds JSON inside an error message: layers embed the error of the layer below in a sentence. */
import { isRecord, parseJson } from '../base/guards.ts';

export interface EmbeddedJson {
  readonly value: unknown;
  /** The text before it. */
  readonly around: string;
}

/** The maximum number of start positions tried. Each costs a parse of the remaining text. */
const maxTries = 6;

/**
 * Returns the first object, or array of objects, in a text. Undefined if there is none that can be
 * parsed.
 */
export function embeddedJson(text: string): EmbeddedJson | undefined {
  let tries = 0;
  for (const { index } of text.matchAll(/\{\s*\\*["'n]|\{\s*\}|\[\s*(?:\\[nr]|\s)*\{/g)) {
    tries += 1;
    if (tries > maxTries) return undefined;
    const ends = [text.lastIndexOf('}'), text.lastIndexOf(']')].sort((a, b) => b - a);
    for (const end of ends) {
      if (end < index) continue;
      const value = parsed(text.slice(index, end + 1));
      if (value !== undefined) return { value, around: text.slice(0, index) };
    }
  }
  return undefined;
}

/**
 * Tries the text unchanged, then with one level of escapes removed, then as Python's `repr` of a
 * dict.
 */
function parsed(text: string): unknown {
  const plain = objectOf(text);
  if (plain !== undefined) return plain;
  if (text.includes('\\')) {
    const unescaped = objectOf(
      text.replace(/\\([nrt"'\\/])/g, (_, sign: string) => (/[nrt]/.test(sign) ? ' ' : sign)),
    );
    if (unescaped !== undefined) return unescaped;
  }
  if (!text.includes("'")) return undefined;
  return objectOf(
    text
      .replace(/(?<=[{[,:]\s*)'|'(?=\s*[,:\]}])/g, '"')
      .replace(/\bNone\b/g, 'null')
      .replace(/\bTrue\b/g, 'true')
      .replace(/\bFalse\b/g, 'false'),
  );
}

function objectOf(text: string): unknown {
  const value = parseJson(text);
  return isRecord(value) || (Array.isArray(value) && isRecord(value[0])) ? value : undefined;
}
