/**
 * Removes the API key from text that is shown or logged: servers and proxies repeat headers in
 * their error messages.
 */

/** Shorter values aren't keys. Replacing them would only garble the text. */
const shortestKey = 4;
/** The maximum number of nested escape levels that are decoded. */
const mostLayers = 4;

/**
 * Creates a function that replaces the key with `[key]`. It finds the key in any letter case,
 * escaped for URLs, JSON or HTML (also repeatedly), with white space inside, in hexadecimal, and in
 * base64 at any offset. Because texts are truncated before, a prefix of the key at the end of the
 * text counts as the key.
 */
export function createRedactor(key: string | undefined): (text: string) => string {
  if (key === undefined || key.length < shortestKey) return (text) => text;
  const anyCase = [key.toLowerCase(), hexOf(key)];
  const exact = base64Forms(key);
  return (text) => {
    let decoded = charactersOf(text);
    const spans: Span[] = [];
    for (let layer = 0; layer <= mostLayers; layer += 1) {
      const plain = decoded.filter(({ char }) => !/\s/.test(char));
      const joined = plain.map(({ char }) => char).join('');
      for (const form of anyCase) spans.push(...found(form, joined.toLowerCase(), plain));
      for (const form of exact) spans.push(...found(form, joined, plain));
      const next = decodedOnce(decoded);
      if (next === undefined) break;
      decoded = next;
    }
    return without(text, spans);
  };
}

/** A decoded character and its source range in the text. One UTF-16 unit, since a key is ASCII. */
interface Character {
  readonly char: string;
  readonly start: number;
  readonly end: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function charactersOf(text: string): Character[] {
  return text.split('').map((char, at) => ({ char, start: at, end: at + 1 }));
}

const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  plus: '+',
  equals: '=',
  colon: ':',
  period: '.',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  num: '#',
  dollar: '$',
  percnt: '%',
  excl: '!',
  quest: '?',
  commat: '@',
  ast: '*',
};

const escapes =
  /%([0-9a-f]{2})|\\+u00([0-9a-f]{2})|\\+u\{0*([0-9a-f]{2})\}|\\+x([0-9a-f]{2})|&#(\d{1,4})(?:;|(?=[^\d…]))|&#x([0-9a-f]{1,4})(?:;|(?=[^\da-f…]))|&([a-z]+);|\\+[rnt](?![a-z0-9])|\\+(?=[^a-z0-9\s])|\\+\r?\n/gi;

/** Removes one level of escapes. Undefined if there are none. */
function decodedOnce(characters: readonly Character[]): Character[] | undefined {
  const text = characters.map(({ char }) => char).join('');
  const result: Character[] = [];
  let at = 0;
  for (const match of text.matchAll(escapes)) {
    const [whole, percent, unicode, braced, hex, decimal, entityHex, name] = match;
    const code = percent ?? unicode ?? braced ?? hex ?? entityHex;
    const char =
      code !== undefined
        ? String.fromCharCode(Number.parseInt(code, 16))
        : decimal !== undefined
          ? String.fromCharCode(Number(decimal))
          : name !== undefined
            ? namedCharacters[name.toLowerCase()]
            : ' ';
    const first = characters[match.index];
    const last = characters[match.index + whole.length - 1];
    if (char === undefined || first === undefined || last === undefined) continue;
    result.push(...characters.slice(at, match.index), { char, start: first.start, end: last.end });
    at = match.index + whole.length;
  }
  return at === 0 ? undefined : [...result, ...characters.slice(at)];
}

/** Finds the form in the text, and a prefix of it at the end of the text. */
function found(form: string, joined: string, characters: readonly Character[]): Span[] {
  const spans: Span[] = [];
  const add = (from: number, to: number): void => {
    const first = characters[from];
    const last = characters[to - 1];
    if (first !== undefined && last !== undefined)
      spans.push({ start: first.start, end: last.end });
  };
  for (let at = joined.indexOf(form); at !== -1; at = joined.indexOf(form, at + form.length)) {
    add(at, at + form.length);
  }
  // An escape at the end may be truncated too.
  const end = joined.replace(/…?$/, '').length;
  const [escape = ''] =
    /(?:%[0-9a-f]?|\\+(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|&#?\w{0,6})$/i.exec(joined.slice(0, end)) ??
    [];
  const isOne = characters
    .slice(end - escape.length, end)
    .every(({ start }, at, all) => at === 0 || all[at - 1]?.end === start);
  for (const last of isOne ? [end, end - escape.length] : [end]) {
    for (let length = Math.min(form.length - 1, last); length >= shortestKey; length -= 1) {
      if (!joined.startsWith(form.slice(0, length), last - length)) continue;
      add(last - length, end);
      break;
    }
  }
  return spans;
}

function without(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= at) result += `${text.slice(at, start)}[key]`;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}

function hexOf(key: string): string {
  return [...new TextEncoder().encode(key)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * Returns the base64 characters that the key has in any context: one form for each of the three
 * offsets in a group of three bytes, without the characters at the ends, which depend on the
 * neighbouring bytes.
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
