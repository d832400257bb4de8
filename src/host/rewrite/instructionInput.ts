/** The input box for the instruction, with the last instructions. */
import { QuickInputButtons, ThemeIcon, window, type QuickPickItem } from 'vscode';
import type { RewriteDeps } from './deps.ts';

const memoryKey = 'rewrite.instructions';
const mostRemembered = 50;

/** Offered below the last instructions, to begin with. */
const presets = [
  'Add documentation comments',
  'Simplify',
  'Handle errors and edge cases',
  'Improve names',
  'Fix the reported problems',
];
/** Offered when the last rewrite is tried again. */
const refinements = ['Shorter', 'Keep the comments', 'Change less', 'Follow the style of the file'];

export interface AskOptions {
  /** Known a moment later than the box is shown, perhaps. */
  readonly title: Promise<string>;
  /** What is to be done again, as it was said. */
  readonly again?: string;
  /** Shows what would be sent with this instruction. */
  readonly showRequest: (instruction: string) => Promise<void>;
}

/** The instruction, or undefined where the user left the box. */
export function askInstruction(
  memory: RewriteDeps['memory'],
  options: AskOptions,
): Promise<string | undefined> {
  const remembered = lastInstructions(memory);
  const offered = [
    ...(options.again === undefined ? [] : [options.again]),
    ...(options.again === undefined ? [] : refinements),
    ...remembered,
    ...presets,
  ].filter((text, index, all) => all.indexOf(text) === index);
  const box = window.createQuickPick();
  const eye = { iconPath: new ThemeIcon('eye'), tooltip: 'Show Request' };
  box.title = 'Rewrite';
  void options.title.then((title) => {
    box.title = title;
  });
  box.placeholder = 'Describe the change (Up/Down for history)';
  box.buttons = [eye];
  box.ignoreFocusOut = true;
  const items = (value: string): QuickPickItem[] => [
    // What is typed stands first, so that Enter takes it and not something that only looks like it.
    ...(value.trim() === '' || offered.includes(value.trim())
      ? []
      : [{ label: value.trim(), description: 'Enter', alwaysShow: true }]),
    ...offered.map((label) => ({ label })),
  ];
  box.items = items('');
  /** Whether the list that is shown belongs to what is typed: it takes its time to come, and Enter may be quicker. */
  let isListed = true;
  return new Promise((resolve) => {
    box.onDidChangeValue((value) => {
      isListed = value.trim() === '';
      box.items = items(value);
    });
    box.onDidChangeActive(([first]) => {
      isListed ||= first?.label === box.value.trim();
    });
    box.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) return;
      void options.showRequest(box.value.trim() || (box.activeItems[0]?.label ?? ''));
    });
    box.onDidAccept(() => {
      const chosen = box.selectedItems[0] ?? box.activeItems[0];
      const instruction = (isListed ? chosen?.label : undefined) ?? box.value.trim();
      resolve(instruction === '' ? undefined : instruction);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

export function rememberInstruction(memory: RewriteDeps['memory'], instruction: string): void {
  const others = lastInstructions(memory).filter((text) => text !== instruction);
  void memory.update(memoryKey, [instruction, ...others].slice(0, mostRemembered));
}

function lastInstructions(memory: RewriteDeps['memory']): string[] {
  const kept = memory.get<unknown>(memoryKey);
  return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : [];
}
