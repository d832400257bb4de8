/** Finds the symbol around a range, using the document's language support. */
import { commands, Range, type TextDocument } from 'vscode';
import { withTimeout } from './withTimeout.ts';
import { isRecord } from './commandArguments.ts';

/**
 * Time limit in milliseconds for the symbol provider. After that the request is sent without
 * symbols.
 */
const symbolLimit = 1_500;

export interface EnclosingSymbol {
  readonly name: string;
  /** From the start of its first line to the end of its last one. */
  readonly lines: Range;
}

/**
 * The smallest symbol of more than one line that contains the whole range. Returns undefined if
 * there is none, or if the provider takes too long.
 */
export async function enclosingSymbol(
  document: TextDocument,
  range: Range,
): Promise<EnclosingSymbol | undefined> {
  const symbols = await withTimeout(
    symbolLimit,
    Promise.resolve(
      commands.executeCommand<unknown>('vscode.executeDocumentSymbolProvider', document.uri),
    ),
  );
  if (!Array.isArray(symbols)) return undefined;
  let smallest: EnclosingSymbol | undefined;
  const visit = (symbol: unknown): void => {
    // VS Code returns objects that have DocumentSymbol's fields but aren't instances of it.
    if (!isRecord(symbol) || !(symbol['range'] instanceof Range)) return;
    const lines = linesOf(document, symbol['range']);
    if (!symbol['range'].contains(range) && !lines.contains(range)) return;
    // A symbol within one line (a variable, a parameter) adds nothing to the line.
    if (!lines.isSingleLine && (smallest === undefined || smallest.lines.contains(lines)))
      smallest = { name: String(symbol['name']), lines };
    if (Array.isArray(symbol['children'])) symbol['children'].forEach(visit);
  };
  symbols.forEach(visit);
  return smallest;
}

/** Extends a range to whole lines. If it ends at the start of a line, that line is not included. */
export function linesOf(document: TextDocument, range: Range): Range {
  const lastLine =
    range.end.character === 0 && range.end.line > range.start.line
      ? range.end.line - 1
      : range.end.line;
  return new Range(range.start.line, 0, lastLine, document.lineAt(lastLine).text.length);
}
