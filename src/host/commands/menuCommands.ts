/** Commands for menus and code actions. Each implementation is loaded on first use. */
import type { PresetId } from '../../core/prompts/presets.ts';
import { commands } from 'vscode';
import { createLoader } from '../../core/base/loader.ts';
import { explainTerminalPrompt } from '../../core/request/systemPrompt.ts';
import type { Chat } from '../chat/chat.ts';
import type { Panel } from '../chat/panel.ts';
import type { Context } from '../context/context.ts';
import { activePlace, placeFrom } from '../editor/selection.ts';
import type { Commands } from '../base/ids.ts';
import { editInstructions } from '../context/instructions.ts';
import type { CommitMessage } from '../commitMessage/commitMessage.ts';
import type { Prompts } from '../prompts/runPrompts.ts';

export interface MenuCommandDeps {
  readonly chat: Pick<Chat, 'ask'>;
  readonly panel: Pick<Panel, 'reveal'>;
  readonly context: Pick<Context, 'terminal'>;
  readonly prompts: () => Promise<Prompts>;
  readonly commitMessage: () => Promise<CommitMessage>;
}

export type MenuCommandId =
  | PresetId
  | 'explainProblem'
  | 'runPrompt'
  | 'explainTerminalSelection'
  | 'generateCommitMessage'
  | 'stopCommitMessage'
  | 'undoCommitMessage'
  | 'editInstructions'
  | 'getStarted';

export function createMenuCommands(deps: MenuCommandDeps): Pick<Commands, MenuCommandId> {
  const { chat, panel, context, prompts, commitMessage } = deps;
  const explain = createLoader(() => import('./explainProblem.ts'));
  const preset =
    (id: PresetId) =>
    async (argument?: unknown): Promise<void> => {
      const [place, loaded] = await Promise.all([placeFrom(argument), prompts()]);
      await loaded.runPreset(id, place);
    };
  return {
    explainSelection: preset('explainSelection'),
    document: preset('document'),
    writeTests: preset('writeTests'),
    simplify: preset('simplify'),
    findBugs: preset('findBugs'),
    translateComments: preset('translateComments'),
    async runPrompt(name) {
      const place = activePlace();
      await (await prompts()).pick(name, place);
    },
    explainProblem: async (argument) =>
      (await explain.load()).explainProblem(argument, { chat, panel }),
    fixProblem: async (argument) => (await explain.load()).fixProblem(argument),
    generateCommitMessage: async (argument) => (await commitMessage()).generate(argument),
    stopCommitMessage: async () => {
      (await commitMessage()).stop();
    },
    undoCommitMessage: async () => {
      (await commitMessage()).undo();
    },
    editInstructions,
    getStarted: () =>
      commands.executeCommand('workbench.action.openWalkthrough', 'laplas.laplas#start'),
    async explainTerminalSelection() {
      const output = await context.terminal();
      if (output === undefined) return;
      await panel.reveal({ preserveFocus: true });
      await chat.ask(explainTerminalPrompt, [output]);
    },
  };
}
