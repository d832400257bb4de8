/** A bare link that begins with `www.`: GFM 6.9, "Autolinks (extension)". */

const prefix = 'www.';
/** What may stand before it, besides white space. */
const openers = '*_~(';

const domain = /[\p{L}\p{N}][\p{L}\p{N}_.-]*/uy;
/** GFM ends an address at white space and `<` alone; models write theirs in quotes, too. */
const path = /[^\s<>"'`]*/y;

/** How long the address is behind the `www.` that ends at `at`; 0 where none begins there. */
export function wwwLength(text: string, at: number): number {
  const before = text[at - prefix.length - 1] ?? ' ';
  // Looked at first: only what stands alone is gone over, so that a long row of them is not gone over for each.
  if (!/\s/.test(before) && !openers.includes(before)) return 0;
  domain.lastIndex = at;
  const host = domain.exec(text)?.[0] ?? '';
  if (host === '' || `${prefix}${host}`.split('.').slice(-2).join('').includes('_')) return 0;
  path.lastIndex = at + host.length;
  return endOf(`${host}${path.exec(text)?.[0] ?? ''}`);
}

/** Where the address ends and what belongs to the sentence around it begins: marks, closing brackets without opening ones, entities. */
function endOf(address: string): number {
  let unopened = count(address, ')') - count(address, '(');
  let end = address.length;
  for (; end > 0; end--) {
    const char = address[end - 1] ?? '';
    if (char === ')') {
      if (unopened-- <= 0) break;
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
