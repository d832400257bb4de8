/** Finds where addresses start and end in text: GFM 6.9, "Autolinks (extension)". */

const prefix = 'www.';
/**
 * Characters allowed directly before `www.`, in addition to whitespace, characters of scripts
 * without word spaces, and other non-ASCII punctuation.
 */
const openers = '*_~("\'“‘[{';

const domain = /[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]*/uy;
const userInfo = /(?::[^\s/?#@]{0,99})?@/y;
const port = /:\d{1,5}(?![\d\p{L}])/uy;
/**
 * GFM ends an address only at whitespace and `<`. Models also put addresses in quotation marks, and
 * in Chinese and Japanese the sentence continues without a space, with punctuation that no address
 * contains.
 */
const path =
  /(?:[^\s<>"'`|\\\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…]|'(?=\p{L}))*/uy;

/** Length of the address after the `www.` that ends at `at`; 0 if it is no address. */
export function wwwLength(text: string, at: number): number {
  const before = text[at - prefix.length - 1] ?? ' ';
  // Checked first, so that a long unbroken run of `www.` is not scanned once for each of them.
  if (/[\p{L}\p{N}]/u.test(before) ? !isUnspaced(before) : isAsciiMark(before)) return 0;
  const host = take(domain, text, at);
  if (host === '' || `${prefix}${host}`.split('.').slice(-2).join('').includes('_')) return 0;
  return lengthFrom(text, at, host);
}

/** Length of the address after the `http:` or `https:` that ends at `at`; 0 if it is no address. */
export function webLength(text: string, at: number): number {
  if (!text.startsWith('//', at)) return 0;
  const host = take(domain, text, at + 2);
  // User info before the host can disguise one address as another.
  if (host === '' || take(userInfo, text, at + 2 + host.length) !== '') return 0;
  const length = lengthFrom(text, at, `//${host}`);
  return length > 2 ? length : 0;
}

function lengthFrom(text: string, at: number, host: string): number {
  const number = take(port, text, at + host.length);
  const after = at + host.length + number.length;
  const rest = /[/?#]/.test(text[after] ?? '') ? take(path, text, after) : '';
  return endOf(`${host}${number}${rest}`);
}

function take(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function isUnspaced(char: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(
    char,
  );
}

function isAsciiMark(char: string): boolean {
  return /[!-~]/.test(char) && !openers.includes(char);
}

const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Length of the address without what belongs to the sentence: trailing punctuation, unmatched
 * closing brackets, entities.
 */
function endOf(address: string): number {
  const unopened = Object.fromEntries(
    Object.entries(closers).map(([closer, opener]) => [
      closer,
      count(address, closer) - count(address, opener),
    ]),
  );
  let end = address.length;
  for (; end > 0; end--) {
    const char = address[end - 1] ?? '';
    const over = unopened[char];
    if (over !== undefined) {
      if (over <= 0) break;
      unopened[char] = over - 1;
    } else if (char === ';') {
      const entity = /&[a-z0-9]{1,31};$/i.exec(address.slice(Math.max(0, end - 33), end));
      end -= entity === null ? 0 : entity[0].length - 1;
    } else if (!'?!.,:*_~'.includes(char)) break;
  }
  return end;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

/** RFC 5321, 4.5.3.1: the maximum length of the local part. */
const longestName = 64;
const mailDomain = /[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,8}/iy;

/**
 * The email address around the `@` at `at`, starting no earlier than `from`; null if there is none.
 */
export function mailAround(
  text: string,
  at: number,
  from: number,
): { readonly start: number; readonly end: number; readonly href: string } | null {
  const before = text.slice(Math.max(from, at - longestName - 8), at);
  const name = /[a-z0-9.+_-]+$/i.exec(before)?.[0] ?? '';
  const host = take(mailDomain, text, at + 1);
  // A version (`react@18.2.0`), a file name (`icon@2x.png`) and user info in a URL are no
  // addresses.
  if (name === '' || name.length > longestName || !/\.[a-z][a-z0-9-]*$/i.test(host)) return null;
  if (
    /[-_]$/.test(host) ||
    /^\dx\./.test(host) ||
    /[-\w.@+]/.test(text[at + 1 + host.length] ?? '')
  ) {
    if (!/^\.(?![\w-])/.test(text.slice(at + 1 + host.length, at + 3 + host.length))) return null;
  }
  const scheme = /mailto:$/i.exec(before.slice(0, before.length - name.length))?.[0] ?? '';
  const start = at - name.length - scheme.length;
  if (text[start - 1] === '/') return null;
  return {
    start,
    end: at + 1 + host.length,
    href: `mailto:${text.slice(at - name.length, at + 1 + host.length)}`,
  };
}
