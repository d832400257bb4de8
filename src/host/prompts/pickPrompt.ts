/** The prompt picker, and warnings about invalid custom prompts. */
import { commands, ThemeIcon, window, workspace, type QuickPickItem } from 'vscode';
import { parsePrompts, type OwnPrompts } from '../../core/prompts/userPrompts.ts';
import type { Prompt } from '../../core/prompts/presets.ts';
import { firstCharacters } from '../../core/base/graphemes.ts';

export function readPrompts(): OwnPrompts {
  return parsePrompts(workspace.getConfiguration('laplas').get<unknown>('prompts'));
}

/**
 * Returns the prompt that the user picks, or undefined if they cancel.
 * @param name A prompt's name from a keybinding or task. If given, the picker is not shown.
 */
export async function pickPrompt(
  prompts: readonly Prompt[],
  name: unknown,
): Promise<Prompt | undefined> {
  tellProblems();
  if (typeof name === 'string') {
    const found = prompts.find((each) => each.name === name || each.word === name);
    if (found === undefined)
      void window.showWarningMessage(`There is no prompt with the name “${name}”.`);
    return found;
  }
  return new Promise((resolve) => {
    const box = window.createQuickPick<QuickPickItem & { readonly prompt: Prompt }>();
    box.title = 'Laplas: Run Prompt';
    box.placeholder = 'What should be done with the selected code?';
    box.matchOnDescription = true;
    box.buttons = [{ iconPath: new ThemeIcon('gear'), tooltip: 'Write prompts of your own' }];
    box.items = prompts.map((prompt) => ({
      label: `${prompt.target === 'chat' ? '$(comment-discussion)' : '$(edit)'} ${prompt.name}`,
      description: `/${prompt.word}`,
      detail: firstCharacters(prompt.text.replace(/\s+/g, ' '), 150),
      prompt,
    }));
    box.onDidTriggerButton(() => {
      openPromptSettings();
      box.hide();
    });
    box.onDidAccept(() => {
      resolve(box.selectedItems[0]?.prompt);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** Warns about invalid custom prompts and offers to open the settings. */
function tellProblems(): void {
  const { problems } = readPrompts();
  if (problems.length === 0) return;
  const open = 'Open Settings';
  void window.showWarningMessage(problems.join(' '), open).then((answer) => {
    if (answer === open) openPromptSettings();
  });
}

function openPromptSettings(): void {
  void commands.executeCommand('workbench.action.openSettings', '@id:laplas.prompts');
}
