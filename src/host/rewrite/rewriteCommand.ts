/** `Rewrite Selection`: from the command to a rewrite request. */
import { Range, type Uri, window, workspace, type TextDocument } from 'vscode';
import type { RequestMessage } from '../../core/api/types.ts';
import type { ExchangedLines } from '../../core/rewrite/exchange.ts';
import { rewriteMessages } from '../../core/rewrite/rewritePrompt.ts';
import {
  captureLines,
  indentStyle,
  linesAround,
  linesBeside,
  type CapturedLines,
} from '../editor/capture.ts';
import { isRecord, rangeFrom, uriFrom } from '../editor/commandArguments.ts';
import type { RewriteDeps } from './rewriteDeps.ts';
import { editorOf, nameOf, readOnlyReason, toLf } from '../editor/documents.ts';
import { askInstruction, rememberInstruction } from './instructionInput.ts';
import * as ask from './rewriteNotifications.ts';
import type { LastRewrite } from './lastRewrites.ts';
import type { RewriteRequest } from './rewriteRun.ts';
import { createTrackedRanges } from '../editor/trackedRanges.ts';

/**
 * Determines what to rewrite and how, and asks the user for what is missing.
 * @param argument `{instruction, uri, range}`, all optional. Also `ranges` for several,
 * `again: true` to retry the last rewrite, `previous` for an instruction that the user can change,
 * and `show: true` to only show the request.
 * @returns undefined if the user cancelled or was told why it isn't possible
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
    ask.sentence('Open a file and select the code to rewrite.');
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
  const selections = selectionsOf(document, rangesFrom(given));
  if (given['show'] === true) {
    const lines = await captureLines(document, selections);
    await showRequest(messages(document, instruction ?? '', lines, [], deps), deps);
    return undefined;
  }
  const previous = typeof given['previous'] === 'string' ? given['previous'] : undefined;
  return fresh(document, selections, { given: instruction, previous }, deps);
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
  {
    given,
    previous,
  }: { readonly given: string | undefined; readonly previous: string | undefined },
  deps: RewriteDeps,
): Promise<RewriteRequest | undefined> {
  // Show the input box before the next key press: finding the symbol around the cursor may take
  // longer.
  const captured = captureLines(document, selections);
  const tracking = captured.then((lines) =>
    createTrackedRanges(
      document.uri,
      lines.map(({ range }) => range),
    ),
  );
  try {
    const instruction = await instructionOf(
      given,
      captured.then((lines) => describe(document, lines)),
      previous,
      async (typed) => messages(document, typed, await captured, [], deps),
      deps,
    );
    if (instruction === undefined) return undefined;
    // The document may have been edited while the input box was open.
    const now = (await tracking)
      .ranges()
      .map(({ start, end }) => new Range(document.positionAt(start), document.positionAt(end)))
      .filter((range) => !range.isEmpty || document.getText() === '');
    const lines = await captureLines(document, now.length > 0 ? now : selections);
    const agreed = await agreedMessages(document, instruction, lines, [], deps);
    if (agreed === undefined) return undefined;
    const style = indentStyle(document, editorOf(document)?.options);
    return {
      uri: document.uri,
      instruction,
      messages: agreed,
      lines: lines.map((each) => exchangedLines(document, each)),
      targets: lines.map((each) => ({
        ...each.range,
        base: each.text,
        source: {
          text: toLf(each.text),
          style,
          ending: '\n' as const,
          language: document.languageId,
          ...linesBeside(document, each),
        },
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
  const instruction = await instructionOf(
    given,
    Promise.resolve(`Rewrite again: ${nameOf(document.uri)}`),
    last.request.instruction,
    (typed) => Promise.resolve(messages(document, typed, lines, attempts, deps)),
    deps,
  );
  if (instruction === undefined) return undefined;
  const agreed = await agreedMessages(document, instruction, lines, attempts, deps);
  if (agreed === undefined) return undefined;
  return {
    uri: document.uri,
    instruction,
    messages: agreed,
    lines: lines.map((each) => exchangedLines(document, each)),
    targets: last.request.targets.map(({ source }, index) => {
      const placed = last.placed[index] ?? { start: 0, end: 0, text: '' };
      const at = lines[index];
      const beside = at === undefined ? {} : linesBeside(document, at);
      return {
        start: placed.start,
        end: placed.end,
        base: placed.text,
        source: { ...source, ...beside },
      };
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
      showRequest: async (typed) => showRequest(await messagesFor(typed), deps),
    }));
  if (instruction === undefined || instruction === '') return undefined;
  if (given === undefined) rememberInstruction(deps.memory, instruction);
  return instruction;
}

async function showRequest(asked: readonly RequestMessage[], deps: RewriteDeps): Promise<void> {
  const built = deps.buildRequest(asked);
  if ('error' in built) await deps.report(built.error, {});
  else await ask.openText(JSON.stringify(built.request, null, 2), 'json');
}

function messages(
  document: TextDocument,
  instruction: string,
  lines: readonly CapturedLines[],
  attempts: readonly string[],
  deps: RewriteDeps,
  around = linesAround(document, lines),
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
    ...around,
    answerLanguage: deps.language(),
    systemPrompt: deps.systemPrompt(),
  });
}

/**
 * The messages after asking the user about possible secrets. Code around the selection is left out
 * if the user declines it. Returns undefined if they decline the selection or the instruction.
 */
async function agreedMessages(
  document: TextDocument,
  instruction: string,
  lines: readonly CapturedLines[],
  attempts: readonly string[],
  deps: RewriteDeps,
): Promise<readonly RequestMessage[] | undefined> {
  for (const { text, firstLine, problems } of lines) {
    const selection = [text, ...problems].join('\n');
    if (!(await deps.mayBeSent(selection, 'The selection', firstLine))) return undefined;
  }
  const told = [instruction, ...attempts].join('\n');
  if (!(await deps.mayBeSent(told, 'The instruction'))) return undefined;
  const { before, after } = linesAround(document, lines);
  const first = (lines[0]?.firstLine ?? 0) - before.split('\n').length;
  const next = (lines.at(-1)?.lastLine ?? 0) + 1;
  return messages(document, instruction, lines, attempts, deps, {
    before: (await deps.mayBeSent(before, 'The code above the selection', first)) ? before : '',
    after: (await deps.mayBeSent(after, 'The code below the selection', next)) ? after : '',
  });
}

function exchangedLines(document: TextDocument, lines: CapturedLines): ExchangedLines {
  const { firstLine, lastLine, text } = lines;
  const name = nameOf(document.uri);
  return {
    name: `${name}:${firstLine + 1}${lastLine === firstLine ? '' : `-${lastLine + 1}`}`,
    uri: document.uri.toString(),
    range: { start: firstLine, end: lastLine },
    language: document.languageId,
    text: toLf(text),
  };
}

function describe(document: TextDocument, lines: readonly CapturedLines[]): string {
  const places = lines.map(({ firstLine, lastLine }) =>
    firstLine === lastLine ? `line ${firstLine + 1}` : `lines ${firstLine + 1} to ${lastLine + 1}`,
  );
  return `Rewrite ${places.join(', ')} of ${nameOf(document.uri)}`;
}
