/** `Rewrite Selection`: from the command to a running session. */
import { Range, type Uri, window, workspace, type TextDocument } from 'vscode';
import type { RequestMessage } from '../../core/api/types.ts';
import { rewriteMessages } from '../../core/edit/prompt.ts';
import { captureLines, indentStyle, linesAround, type CapturedLines } from './capture.ts';
import { isRecord, rangeFrom, uriFrom } from './arguments.ts';
import type { RewriteDeps } from './deps.ts';
import { editorOf, nameOf, readOnlyReason, toLf } from './documents.ts';
import { askInstruction, rememberInstruction } from './instruction.ts';
import * as ask from './messages.ts';
import type { LastRewrite } from './lastRewrites.ts';
import type { RewriteRequest } from './session.ts';
import { trackRanges } from './tracking.ts';

/**
 * Finds out what is to be rewritten and how, and asks what it must.
 * @param argument what a caller may give: `{instruction, uri, range}`, all optional; `ranges` for several, `again: true` for another try
 * @returns undefined where the user left, or was told why it cannot be done
 */
export async function prepareRewrite(
  argument: unknown,
  deps: RewriteDeps,
  lastOf: (uri: Uri) => LastRewrite | undefined,
): Promise<RewriteRequest | undefined> {
  const given = isRecord(argument) ? argument : {};
  const uri = uriFrom(given['uri']);
  const document =
    uri === undefined ? window.activeTextEditor?.document : await workspace.openTextDocument(uri);
  if (document === undefined) {
    ask.sentence('Open a file and select what should be rewritten.');
    return undefined;
  }
  const reason = await readOnlyReason(document);
  if (reason !== undefined) {
    ask.sentence(reason);
    return undefined;
  }
  const instruction = typeof given['instruction'] === 'string' ? given['instruction'] : undefined;
  if (given['again'] === true) {
    const last = lastOf(document.uri);
    if (last !== undefined) return again(document, last, instruction, deps);
  }
  return fresh(document, selectionsOf(document, rangesFrom(given)), instruction, deps);
}

function rangesFrom({ range, ranges }: Readonly<Record<string, unknown>>): readonly Range[] {
  const given: readonly unknown[] = Array.isArray(ranges) ? ranges : [range];
  return given.map(rangeFrom).filter((each) => each !== undefined);
}

function selectionsOf(document: TextDocument, ranges: readonly Range[]): readonly Range[] {
  if (ranges.length > 0) return ranges.map((range) => document.validateRange(range));
  return editorOf(document)?.selections ?? [new Range(0, 0, document.lineCount, 0)];
}

async function fresh(
  document: TextDocument,
  selections: readonly Range[],
  given: string | undefined,
  deps: RewriteDeps,
): Promise<RewriteRequest | undefined> {
  // The box must be there when the next key is pressed: finding the symbol around the cursor may take longer than that.
  const captured = captureLines(document, selections);
  const tracking = captured.then((lines) =>
    trackRanges(
      document.uri,
      lines.map(({ range }) => range),
    ),
  );
  try {
    const instruction = await instructionOf(
      given,
      captured.then((lines) => describe(document, lines)),
      undefined,
      async (typed) => messages(document, typed, await captured, [], deps),
      deps,
    );
    if (instruction === undefined) return undefined;
    // Typing may have gone on while the box was open.
    const now = (await tracking)
      .ranges()
      .map(({ start, end }) => new Range(document.positionAt(start), document.positionAt(end)))
      .filter((range) => !range.isEmpty || document.getText() === '');
    const lines = await captureLines(document, now.length > 0 ? now : selections);
    if (!(await mayBeSent(lines, deps))) return undefined;
    const style = indentStyle(document, editorOf(document)?.options);
    return {
      uri: document.uri,
      instruction,
      messages: messages(document, instruction, lines, [], deps),
      targets: lines.map(({ range, text }) => ({
        ...range,
        base: text,
        source: { text: toLf(text), style, ending: '\n' as const, language: document.languageId },
      })),
    };
  } finally {
    (await tracking).dispose();
  }
}

async function again(
  document: TextDocument,
  last: LastRewrite,
  given: string | undefined,
  deps: RewriteDeps,
): Promise<RewriteRequest | undefined> {
  const lines = last.placed.map(({ start, end }, index): CapturedLines => {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    return {
      range: { start, end },
      text: last.request.targets[index]?.source.text ?? '',
      firstLine: range.start.line,
      lastLine: Math.max(range.start.line, range.end.line - 1),
      problems: [],
    };
  });
  const attempts = last.placed.map(({ text }) => text);
  const messagesFor = (instruction: string): readonly RequestMessage[] =>
    messages(document, instruction, lines, attempts, deps);
  const instruction = await instructionOf(
    given,
    Promise.resolve(`Rewrite again: ${nameOf(document.uri)}`),
    last.request.instruction,
    (typed) => Promise.resolve(messagesFor(typed)),
    deps,
  );
  if (instruction === undefined) return undefined;
  return {
    uri: document.uri,
    instruction,
    messages: messagesFor(instruction),
    targets: last.request.targets.map(({ source }, index) => {
      const placed = last.placed[index] ?? { start: 0, end: 0, text: '' };
      return { start: placed.start, end: placed.end, base: placed.text, source };
    }),
  };
}

async function instructionOf(
  given: string | undefined,
  title: Promise<string>,
  previous: string | undefined,
  messagesFor: (instruction: string) => Promise<readonly RequestMessage[]>,
  deps: RewriteDeps,
): Promise<string | undefined> {
  const instruction =
    given?.trim() ??
    (await askInstruction(deps.memory, {
      title,
      ...(previous === undefined ? {} : { again: previous }),
      showRequest: async (typed) => {
        const built = deps.buildRequest(await messagesFor(typed));
        if ('error' in built) await deps.report(built.error, {});
        else await ask.openText(JSON.stringify(built.request, null, 2), 'json');
      },
    }));
  if (instruction === undefined || instruction === '') return undefined;
  if (given === undefined) rememberInstruction(deps.memory, instruction);
  return instruction;
}

function messages(
  document: TextDocument,
  instruction: string,
  lines: readonly CapturedLines[],
  attempts: readonly string[],
  deps: RewriteDeps,
): readonly RequestMessage[] {
  return rewriteMessages({
    instruction,
    fileName: workspace.asRelativePath(document.uri),
    language: document.languageId,
    selections: lines.map(({ text, firstLine, problems }, index) => {
      const attempt = attempts[index];
      return {
        text: toLf(text),
        firstLine: firstLine + 1,
        problems,
        ...(attempt === undefined ? {} : { attempt: toLf(attempt) }),
      };
    }),
    ...linesAround(document, lines),
    answerLanguage: deps.language(),
    systemPrompt: deps.systemPrompt(),
  });
}

async function mayBeSent(lines: readonly CapturedLines[], deps: RewriteDeps): Promise<boolean> {
  return !lines.some(({ text }) => deps.looksSecret(text)) || (await ask.confirmSecret());
}

function describe(document: TextDocument, lines: readonly CapturedLines[]): string {
  const places = lines.map(({ firstLine, lastLine }) =>
    firstLine === lastLine ? `line ${firstLine + 1}` : `lines ${firstLine + 1} to ${lastLine + 1}`,
  );
  return `Rewrite ${places.join(', ')} of ${nameOf(document.uri)}`;
}
