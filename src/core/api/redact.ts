/** Keeps a key out of what is shown or logged: servers and proxies repeat headers in their error messages. */

/** Anything shorter is no key, and taking it out would only garble the text. */
const shortestKey = 4;

/**
 * A function that puts `[key]` in the place of the key: plain, as URLs or JSON escape it, or in base64 at any offset. Texts are cut before they get
 * here, so at their end a beginning of the key counts as the key.
 */
export function createRedactor(key: string | undefined): (text: string) => string {
  if (key === undefined || key.length < shortestKey) return (text) => text;
  const forms = [
    [...key].map(anyEscape),
    ...base64Forms(key).map((form) => [...form].map(literally)),
  ];
  const whole = forms.map((form) => form.join(''));
  const pattern = new RegExp([...whole, ...forms.flatMap(cutForms)].join('|'), 'g');
  return (text) => text.replace(pattern, '[key]');
}

/**
 * The characters that the key has in base64 whatever stands around it: at each of the three offsets that it can have in a group of three
 * bytes, without those at the ends, which depend on its neighbours.
 */
function base64Forms(key: string): string[] {
  const bytes = new TextEncoder().encode(key);
  if (bytes.length < 6) return [];
  return [0, 1, 2].flatMap((offset) => {
    const padded = '\0'.repeat(offset) + String.fromCharCode(...bytes);
    const whole = padded.slice(0, padded.length - (padded.length % 3));
    const stable = btoa(whole).slice(Math.ceil((offset * 8) / 6));
    return [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Patterns for what is left of a form where a text ends in it, the longest first. */
function cutForms(form: readonly string[]): string[] {
  return form
    .slice(shortestKey)
    .map((_, missing) => `${form.slice(0, form.length - 1 - missing).join('')}(?=…?$)`);
}

/** A pattern for one character: a sign may be itself, `%2F` or `%2f`, `\/` or `\u002f`. */
function anyEscape(char: string): string {
  if (/\w/.test(char)) return char;
  const hex = char
    .charCodeAt(0)
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:\\\\?${literally(char)}|%${hex}|\\\\u00${hex})`;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
