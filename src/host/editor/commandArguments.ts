/**
 * Parses command arguments. They come from keybindings, CodeLenses and other extensions, so nothing
 * is guaranteed.
 */
import { Range, Uri } from 'vscode';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Accepts a Uri, its string form, or its JSON form. */
export function uriFrom(value: unknown): Uri | undefined {
  if (value instanceof Uri) return value;
  if (typeof value === 'string' && value !== '') return Uri.parse(value);
  if (isRecord(value) && typeof value['scheme'] === 'string' && typeof value['path'] === 'string') {
    const { scheme, path } = value;
    const part = (name: string): string => {
      const text = value[name];
      return typeof text === 'string' ? text : '';
    };
    return Uri.from({
      scheme,
      path,
      authority: part('authority'),
      query: part('query'),
      fragment: part('fragment'),
    });
  }
  return undefined;
}

/**
 * Accepts a Range, its JSON form, a pair of positions, or a pair of line numbers (0-based, the last
 * one included).
 */
export function rangeFrom(value: unknown): Range | undefined {
  if (value instanceof Range) return value;
  const [start, end] = Array.isArray(value)
    ? (value as readonly unknown[])
    : isRecord(value)
      ? [value['start'], value['end']]
      : [];
  if (isWhole(start) && isWhole(end)) return new Range(start, 0, end, Number.MAX_SAFE_INTEGER);
  const from = positionFrom(start);
  const to = positionFrom(end);
  return from === undefined || to === undefined ? undefined : new Range(...from, ...to);
}

function positionFrom(value: unknown): [number, number] | undefined {
  if (!isRecord(value)) return undefined;
  const { line, character } = value;
  return isWhole(line) && isWhole(character) ? [line, character] : undefined;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
