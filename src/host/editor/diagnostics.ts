/** Finds diagnostics in a range and formats them as text. */
import { DiagnosticSeverity, languages, Range, type Diagnostic, type TextDocument } from 'vscode';
import type { LineRange } from '../../core/model/conversation.ts';

/** Maximum number of diagnostics per place: more add no information. */
const mostProblems = 50;

export function wholeLines({ start, end }: LineRange): Range {
  return new Range(start, 0, end, Number.MAX_SAFE_INTEGER);
}

/**
 * Errors and warnings that touch the range, sorted by position. With `said`, only those with that
 * message.
 */
export function problemsAt(document: TextDocument, place: Range, said?: string): Diagnostic[] {
  return languages
    .getDiagnostics(document.uri)
    .filter(
      ({ severity, range, message }) =>
        severity <= DiagnosticSeverity.Warning &&
        range.intersection(place) !== undefined &&
        (said === undefined || message === said),
    )
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .slice(0, mostProblems);
}

/** Formats a list with one line per problem: `- line 12: error: 'x' is not defined (ts 2304)`. */
export function problemLines(problems: readonly Diagnostic[]): string {
  return problems.map((problem) => `- ${describe(problem)}`).join('\n');
}

function describe({ range, severity, message, source, code }: Diagnostic): string {
  const kind = severity === DiagnosticSeverity.Error ? 'error' : 'warning';
  const number = typeof code === 'object' ? code.value : code;
  const from = [source, number].filter((part) => part !== undefined && part !== '').join(' ');
  const where = `line ${range.start.line + 1}: ${kind}`;
  return `${where}: ${oneLine(message)}${from === '' ? '' : ` (${from})`}`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
