/** Math is shown as it is written, so its marks and escapes are text: `\(…\)`, `\[…\]`, `$$…$$` and, where it is surely math, `$…$`. */

/** Characters up to which the end is looked for. */
const longest = 2_000;
const longestDollar = 200;

/** How many characters of math begin at `at`; 0 where none does. */
export function mathLength(text: string, at: number, max = text.length): number {
  const opening = text.slice(at, at + 2);
  const end = Math.min(max, at + longest);
  if (opening === '$$') return lengthTo(text, at, end, '$$', /\S/);
  if (opening === '\\(') return lengthTo(text, at, end, '\\)', /[\p{L}\p{N}]/u);
  if (opening === '\\[') return lengthTo(text, at, end, '\\]', bracketMath);
  if (!opening.startsWith('$') || text[at - 1] === '$' || text[at - 1] === '\\') return 0;
  return dollarLength(text, at, Math.min(max, at + longestDollar));
}

/** An escaped bracket is more often text than an escaped parenthesis: `\[optional\]`. */
const bracketMath = /^\s|\S[\\^_=]/;

function lengthTo(text: string, at: number, max: number, closing: string, inside: RegExp): number {
  const rest = text.slice(at + 2, max);
  const end = rest.indexOf(closing);
  if (end <= 0 || !inside.test(rest.slice(0, end)) || !/[^\\\s]/.test(rest.slice(0, end))) return 0;
  return end + 2 + closing.length;
}

/** `$5 and $10` are prices: what has neither command, index nor power in it is no math. */
function dollarLength(text: string, at: number, max: number): number {
  const [math, inside] =
    /^\$(?![\s$])([^$`\n]*[^$`\n\s\\])\$(?!\d)/.exec(text.slice(at, max)) ?? [];
  return math === undefined || inside === undefined || !/[\\^_{}]/.test(inside) ? 0 : math.length;
}
