/** Reads what a keybinding, a CodeLens or another extension gave a command: nothing of it is sure. */
import { Range, Uri } from 'vscode';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** An address, or its text. */
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

/** A range as VS Code has it, as JSON has it, as a pair of positions, or as the first and last line, 0-based. */
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
