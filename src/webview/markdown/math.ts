/**
 * Finds math, which is shown as written, so its marks and escapes are text: `\(…\)`, `\[…\]`,
 * `$$…$$`, and `$…$` if it is certainly math.
 */

/** Maximum characters to search for the end. */
const longest = 2_000;
const longestDollar = 200;

/** Length of the math that starts at `at`; 0 if there is none. */
export function mathLength(text: string, at: number, max = text.length): number {
  const opening = text.slice(at, at + 2);
  const end = Math.min(max, at + longest);
  if (opening === '$$') return lengthTo(text, at, end, '$$', /\S/);
  if (opening === '\\(') return lengthTo(text, at, end, '\\)', /[\p{L}\p{N}]/u);
  if (opening === '\\[') return lengthTo(text, at, end, '\\]', bracketMath);
  if (!opening.startsWith('$') || text[at - 1] === '$' || text[at - 1] === '\\') return 0;
  return dollarLength(text, at, Math.min(max, at + longestDollar));
}

/** Unlike an escaped parenthesis, an escaped bracket is usually text: `\[optional\]`. */
const bracketMath = /^\s|\S[\\^_=]/;

function lengthTo(text: string, at: number, max: number, closing: string, inside: RegExp): number {
  const rest = text.slice(at + 2, max);
  const end = rest.indexOf(closing);
  if (end <= 0 || !inside.test(rest.slice(0, end)) || !/[^\\\s]/.test(rest.slice(0, end))) return 0;
  return end + 2 + closing.length;
}

/**
 * `$5 and $10` are prices: text without a command, subscript, superscript or braces is not math.
 */
function dollarLength(text: string, at: number, max: number): number {
  const [math, inside] =
    /^\$(?![\s$])([^$`\n]*[^$`\n\s\\])\$(?!\d)/.exec(text.slice(at, max)) ?? [];
  return math === undefined || inside === undefined || !/[\\^_{}]/.test(inside) ? 0 : math.length;
}
