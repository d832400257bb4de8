/**
 * `Explain Problem` and `Fix Problem`: for diagnostics at the cursor, in the selection, or in a
 * range that the caller passes.
 */
import { commands, Range, window, workspace, type Diagnostic, type TextDocument } from 'vscode';
import type { Chat } from '../chat/chat.ts';
import type { Panel } from '../chat/panel.ts';
import { mayBeSent } from '../context/askSecrets.ts';
import { readRanges } from '../editor/selection.ts';
import { newId } from '../base/platform.ts';
import { isRecord, rangeFrom, uriFrom } from '../editor/commandArguments.ts';
import { enclosingSymbol } from '../editor/symbols.ts';
import { oneLine, problemLines, problemsAt, wholeLines } from '../editor/diagnostics.ts';

/**
 * Maximum lines of a symbol that is sent whole. For a longer one, only the lines near the problem
 * are sent.
 */
const longestSymbol = 80;
/** Lines above and below the problem if there is no such symbol. */
const around = 10;

interface Found {
  readonly document: TextDocument;
  readonly problems: readonly [Diagnostic, ...Diagnostic[]];
}

export async function explainProblem(
  argument: unknown,
  deps: { readonly chat: Pick<Chat, 'ask'>; readonly panel: Pick<Panel, 'reveal'> },
): Promise<void> {
  const found = await findProblems(argument);
  if (found === undefined) return;
  const { document, problems } = found;
  const lines = (await codeAround(found)) ?? nearLines(found);
  const code = await readRanges(newId(), document, [lines]);
  if (code === undefined) return;
  const goesOut = `${code.text}\n${problemLines(problems)}`;
  if (!(await mayBeSent(goesOut, code.name, code.range?.start))) return;
  const [first] = problems;
  const question =
    problems.length === 1
      ? `Explain this problem and how to fix it: ${oneLine(first.message)}`
      : `Explain these ${problems.length} problems and how to fix them:`;
  await deps.panel.reveal({ preserveFocus: true });
  await deps.chat.ask(`${question}\n\n${problemLines(problems)}`, [code]);
}

/** Starts a rewrite of the code around the problems, for review. */
export async function fixProblem(argument: unknown): Promise<void> {
  const found = await findProblems(argument);
  if (found === undefined) return;
  const { document, problems } = found;
  const range = (await codeAround(found)) ?? rangeOf(problems);
  const what = problems.length === 1 ? 'this problem' : 'these problems';
  await commands.executeCommand('laplas.rewriteSelection', {
    uri: document.uri,
    range,
    instruction: `Fix ${what}, and change nothing else:\n${problemLines(problems)}`,
  });
}

/**
 * Finds the problems that touch the argument's `range` (by default the selected lines) and have its
 * `message`, if given. If there are none, tells the user and returns undefined.
 */
async function findProblems(argument: unknown): Promise<Found | undefined> {
  const given = isRecord(argument) ? argument : {};
  const uri = uriFrom(given['uri']);
  const editor = window.activeTextEditor;
  const document = uri === undefined ? editor?.document : await workspace.openTextDocument(uri);
  if (document === undefined) {
    tell('Open a file that has problems.');
    return undefined;
  }
  const selected = editor?.selection ?? new Range(0, 0, 0, 0);
  const range =
    rangeFrom(given['range']) ?? wholeLines({ start: selected.start.line, end: selected.end.line });
  const { message } = given;
  const [first, ...rest] = problemsAt(
    document,
    range,
    typeof message === 'string' ? message : undefined,
  );
  if (first === undefined) {
    tell('The editor reports no error or warning here.');
    return undefined;
  }
  return { document, problems: [first, ...rest] };
}

/** The symbol that contains all the problems, or undefined if it is too long. */
async function codeAround({ document, problems }: Found): Promise<Range | undefined> {
  const symbol = await enclosingSymbol(document, rangeOf(problems));
  if (symbol === undefined) return undefined;
  const { start, end } = symbol.lines;
  return end.line - start.line < longestSymbol ? symbol.lines : undefined;
}

function nearLines({ document, problems }: Found): Range {
  const { start, end } = rangeOf(problems);
  const last = Math.min(document.lineCount - 1, end.line + around);
  return new Range(Math.max(0, start.line - around), 0, last, document.lineAt(last).text.length);
}

/** Whole lines, since a problem's range may be empty. */
function rangeOf([first, ...rest]: Found['problems']): Range {
  const { start, end } = rest.reduce((range, problem) => range.union(problem.range), first.range);
  return new Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER);
}

function tell(sentence: string): void {
  void window.showInformationMessage(sentence);
}
