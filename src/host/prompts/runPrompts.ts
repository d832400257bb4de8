/** Runs built-in and custom prompts from menus, the picker and the composer's slash commands. */
import { commands, type TextDocument } from 'vscode';
import { setContextKey } from '../base/contextKeys.ts';
import type { Attachment } from '../../core/model/conversation.ts';
import { fenced } from '../../core/request/attachmentsText.ts';
import { presets, type PresetId, type Prompt } from '../../core/prompts/presets.ts';
import { offerSlash, parseSlash, withMore } from '../../core/prompts/slash.ts';
import { fill, variablesIn, type Variable } from '../../core/prompts/variables.ts';
import type { ContextSuggestion, ToPanel } from '../../shared/protocol.ts';
import type { Chat } from '../chat/chat.ts';
import type { Origin } from '../chat/sending.ts';
import type { Panel } from '../chat/panel.ts';
import type { Context } from '../context/context.ts';
import { nameOf } from '../editor/placeNames.ts';
import { readSelection, type CodeAttachment, type CodePlace } from '../editor/selection.ts';
import { problemLines, problemsAt, wholeLines } from '../editor/diagnostics.ts';
import { readOnlyReason } from '../editor/documents.ts';
import { readSettings } from '../settings/config.ts';
import { pickPrompt, readPrompts } from './pickPrompt.ts';

export interface PromptDeps {
  readonly chat: Pick<Chat, 'ask' | 'send' | 'newChat'>;
  readonly panel: Pick<Panel, 'reveal'>;
  readonly context: Pick<Context, 'selection' | 'tray' | 'showRequest'>;
  readonly post: (message: ToPanel) => void;
}

export interface Prompts {
  /** The response is shown in a new chat or as a rewrite, depending on the prompt. */
  runPreset(id: PresetId, place: CodePlace | undefined): Promise<void>;
  /** Shows the picker. `name` is a prompt's name from a keybinding. */
  pick(name: unknown, place: CodePlace | undefined): Promise<void>;
  /** Handles composer text that begins with `/`. Returns false if it is an ordinary message. */
  send(origin: Origin, text: string, place: CodePlace | undefined): Promise<boolean>;
  /** Shows the request that `send` would send. Returns false if it is an ordinary message. */
  show(conversationId: string | null, text: string, place: CodePlace | undefined): Promise<boolean>;
  /** Completions for a word that begins with `/`. */
  offer(query: string): readonly ContextSuggestion[];
}

export function createPrompts({ chat, panel, context, post }: PromptDeps): Prompts {
  const all = (): readonly Prompt[] => [...readPrompts().prompts, ...presets];

  /** Returns false if there was no code to ask about. */
  async function run(prompt: Prompt, place: CodePlace | undefined): Promise<boolean> {
    if (prompt.target === 'rewrite') {
      await rewrite(prompt, '', place);
      return true;
    }
    const code = await context.selection(place);
    if (code === undefined) return false;
    const { text, inlined } = textFor(prompt, code, place);
    await panel.reveal({ preserveFocus: true });
    await chat.ask(text, inlined ? [] : [code]);
    return true;
  }

  async function rewrite(
    prompt: Prompt,
    more: string,
    place: CodePlace | undefined,
    options: { readonly show?: true } = {},
  ): Promise<void> {
    // The rewrite reads the code itself, so it is read here only for a prompt that quotes it.
    const quoted = variablesIn(prompt.text).used.some(
      (name) => name === 'selection' || name === 'problems',
    );
    const code = quoted ? await readSelection('selection', place) : undefined;
    const { text } = textFor(prompt, code, place);
    await commands.executeCommand('laplas.rewriteSelection', {
      instruction: withMore(text, more),
      ...(place === undefined ? {} : { uri: place.document.uri, ranges: place.ranges }),
      ...options,
    });
  }

  /**
   * Sends in the open chat, with existing attachments before the selection. Returns true if it was
   * sent.
   */
  async function runInChat(
    origin: Origin,
    prompt: Prompt,
    more: string,
    typed: string,
    place: CodePlace | undefined,
  ): Promise<boolean> {
    const carried = origin.carried ?? context.tray.attached().map(({ id }) => id);
    const filled = await fillFor(prompt, more, place, carried.length > 0, () =>
      context.selection(place),
    );
    if (filled === undefined) return false;
    for (const code of filled.attachments) context.tray.add(code);
    const all = [...carried, ...filled.attachments.map(({ id }) => id)];
    await chat.send(origin.conversationId, filled.text, typed, { ...origin, carried: all });
    return true;
  }

  /** Returns undefined if the prompt needs a selection and there is none. */
  async function fillFor(
    prompt: Prompt,
    more: string,
    place: CodePlace | undefined,
    attached: boolean,
    read: () => Promise<Attachment | undefined>,
  ): Promise<{ readonly text: string; readonly attachments: readonly Attachment[] } | undefined> {
    const wanted = !attached || variablesIn(prompt.text).used.includes('selection');
    const code = wanted ? await read() : undefined;
    if (wanted && code === undefined) return undefined;
    const { text, inlined } = textFor(prompt, code, place);
    return {
      text: withMore(text, more),
      attachments: code === undefined || inlined ? [] : [code],
    };
  }

  const tell = (text: string): void => {
    post({ type: 'notice', level: 'info', text, actions: [] });
  };

  return {
    async runPreset(id, place) {
      const preset = presets.find((each) => each.id === id);
      if (preset === undefined || !(await run(preset, place))) return;
      // For the walkthrough: the step is complete only if the prompt was sent.
      if (id === 'explainSelection') void setContextKey('hasExplained', true);
    },
    async pick(name, place) {
      const prompt = await pickPrompt(all(), name);
      if (prompt !== undefined) await run(prompt, place);
    },
    async send(origin, text, place) {
      const draftOf = origin.conversationId;
      const slash = parseSlash(text, all());
      if (slash === undefined) return false;
      switch (slash.kind) {
        case 'chat':
          post({ type: 'noChatBegins' });
          if (slash.command === 'clear') chat.newChat();
          else await commands.executeCommand('laplas.exportChat');
          break;
        case 'prompt':
          if (slash.prompt.target === 'rewrite') {
            post({ type: 'noChatBegins' });
            const possible =
              place !== undefined && (await readOnlyReason(place.document)) === undefined;
            await rewrite(slash.prompt, slash.more, place);
            if (!possible) post({ type: 'focusComposer', text, draftOf });
          } else if (!(await runInChat(origin, slash.prompt, slash.more, text, place)))
            post({ type: 'focusComposer', text, draftOf });
          break;
        case 'unknown':
          post({
            type: 'notice',
            level: 'info',
            text: `There is no command /${slash.word}. Type / to see which there are, or begin with a space to send it as it is.`,
            actions: [],
            restoreDraft: text,
            draftOf,
          });
      }
      return true;
    },
    async show(conversationId, text, place) {
      const slash = parseSlash(text, all());
      if (slash === undefined) return false;
      if (slash.kind !== 'prompt') tell(`Nothing is sent for ${text.trim()}.`);
      else if (slash.prompt.target === 'rewrite') {
        await rewrite(slash.prompt, slash.more, place, { show: true });
      } else {
        // Nothing is sent yet, so no confirmation is needed.
        const attached = context.tray.attached().length > 0;
        const filled = await fillFor(slash.prompt, slash.more, place, attached, () =>
          readSelection('selection', place),
        );
        if (filled === undefined) tell('Select code or place the cursor in a function first.');
        else await context.showRequest(conversationId, filled.text, filled.attachments);
      }
      return true;
    },
    offer: (query) =>
      offerSlash(query.slice(1), all()).map(({ word, detail }) => ({
        kind: 'prompt',
        label: `/${word}`,
        detail,
        reference: word,
      })),
  };
}

/**
 * The prompt's text with its variables filled in. `inlined`: it contains the code, which need not
 * be attached.
 */
function textFor(
  prompt: Prompt,
  code: Attachment | undefined,
  place: CodePlace | undefined,
): { readonly text: string; readonly inlined: boolean } {
  const { used } = variablesIn(prompt.text);
  const inlined = used.includes('selection');
  return { text: fill(prompt.text, valuesFor(prompt, textOf(code), place?.document)), inlined };
}

function valuesFor(
  { target }: Prompt,
  code: CodeAttachment | undefined,
  document: TextDocument | undefined,
): Readonly<Record<Variable, string>> {
  const language = code?.language ?? document?.languageId ?? 'this language';
  const selected = code?.text ?? '';
  const problems =
    document === undefined || code?.range === undefined
      ? []
      : problemsAt(document, wholeLines(code.range));
  return {
    // A rewrite sends the lines itself, so here they are only quoted.
    selection: target === 'rewrite' ? selected : `\n\n${fenced(selected, language)}\n\n`,
    file: document === undefined ? '' : nameOf(document.uri),
    language,
    problems: problems.length === 0 ? 'none' : `\n${problemLines(problems)}\n`,
    answerLanguage: readSettings().language || 'English',
  };
}

function textOf(code: Attachment | undefined): CodeAttachment | undefined {
  return code === undefined || code.kind === 'image' ? undefined : code;
}
