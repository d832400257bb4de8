/** The symbol around a place in a document, as the document's language knows it. */
import { commands, Range, type TextDocument } from 'vscode';
import { withTimeout } from './withTimeout.ts';
import { isRecord } from './arguments.ts';

/** Milliseconds that a language may take to name its symbols. Without them the user's question goes out all the same. */
const symbolLimit = 1_500;

export interface EnclosingSymbol {
  readonly name: string;
  /** From the start of its first line to the end of its last. */
  readonly lines: Range;
}

/** The smallest symbol of more than one line that holds the whole range. Undefined where there is none, or the language takes too long. */
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
    // VS Code gives objects that look like a DocumentSymbol but are none.
    if (!isRecord(symbol) || !(symbol['range'] instanceof Range)) return;
    const lines = linesOf(document, symbol['range']);
    if (!symbol['range'].contains(range) && !lines.contains(range)) return;
    // A symbol of a line or less (a variable, a parameter) is no more than the line.
    if (!lines.isSingleLine && (smallest === undefined || smallest.lines.contains(lines)))
      smallest = { name: String(symbol['name']), lines };
    if (Array.isArray(symbol['children'])) symbol['children'].forEach(visit);
  };
  symbols.forEach(visit);
  return smallest;
}

/** Whole lines. A range that ends at the start of a line does not mean that line. */
export function linesOf(document: TextDocument, range: Range): Range {
  const lastLine =
    range.end.character === 0 && range.end.line > range.start.line
      ? range.end.line - 1
      : range.end.line;
  return new Range(range.start.line, 0, lastLine, document.lineAt(lastLine).text.length);
}
