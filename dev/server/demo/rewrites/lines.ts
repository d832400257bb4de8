/** Sorts lines, or removes duplicate lines. */
import { lineEnding } from './edits.ts';

/**
 * Sorts lines alphabetically, upper and lower case together, numbers by value. Brackets around the
 * lines stay in place, and so does a missing trailing comma.
 */
export function sortLines(code: string, descending: boolean): string {
  return withLines(code, (lines) => {
    const order = new Intl.Collator('en', { numeric: true });
    const sorted = lines.toSorted((a, b) => order.compare(a.trim(), b.trim()));
    return descending ? sorted.reverse() : sorted;
  });
}

export function uniqueLines(code: string): string {
  return withLines(code, (lines) => {
    const seen = new Set<string>();
    return lines.filter((line) => {
      const text = line.trim();
      const again = text !== '' && seen.has(text);
      seen.add(text);
      return !again;
    });
  });
}

function withLines(code: string, change: (lines: readonly string[]) => readonly string[]): string {
  const ending = lineEnding(code);
  const lines = code.split(ending);
  const bracketed = /[[({]\s*$/.test(lines[0] ?? '') && /^\s*[\])}]/.test(lines.at(-1) ?? '');
  const [from, to] = bracketed ? [1, lines.length - 1] : [0, lines.length];
  const inner = lines.slice(from, to);
  // In a list without a trailing comma, add one before the change and remove it from the new last
  // line.
  const comma = inner.length > 1 && inner.slice(0, -1).every((line) => /,\s*$/.test(line));
  const open = comma && !/,\s*$/.test(inner.at(-1) ?? '');
  const changed = [...change(open ? inner.map((line) => line.replace(/,?\s*$/, ',')) : inner)];
  if (open) changed.push((changed.pop() ?? '').replace(/,$/, ''));
  return [...lines.slice(0, from), ...changed, ...lines.slice(to)].join(ending);
}
