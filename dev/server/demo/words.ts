/** Helpers for English text and markdown. */

/** `price order` for `priceOrder`, `PriceOrder` and `price_order`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_$-]+/g, ' ')
    .trim()
    .toLowerCase();
}

/**
 * `one`, `one and two`, `one, two and three`; with more than `limit` items `one, two and 3 more`.
 */
export function listed(items: readonly string[], limit = Infinity): string {
  const shown = items.length > limit ? items.slice(0, limit) : items;
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : [...shown];
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The text with its first letter in upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Inline code with longer backtick runs around it than in it. */
export function quoted(code: string): string {
  const runs = code.match(/`+/g) ?? [];
  const ticks = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const space = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return ticks + space + code + space + ticks;
}

/** A cell of a markdown table, with `|` escaped. */
export function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}
