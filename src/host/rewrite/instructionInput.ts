/** The input box for the instruction, with recent instructions. */
import { QuickInputButtons, ThemeIcon, window, type QuickPickItem } from 'vscode';
import type { RewriteDeps } from './rewriteDeps.ts';

const memoryKey = 'rewrite.instructions';
const mostRemembered = 50;

/** Suggestions listed after the recent instructions. */
const presets = [
  'Add documentation comments',
  'Simplify',
  'Handle errors and edge cases',
  'Improve names',
  'Fix the reported problems',
];
/** Suggestions when the last rewrite is retried. */
const refinements = ['Shorter', 'Keep the comments', 'Change less', 'Follow the style of the file'];

export interface AskOptions {
  /** A promise, since the box may be shown before the title is known. */
  readonly title: Promise<string>;
  /** The instruction of the rewrite to repeat. */
  readonly again?: string;
  /** Shows the request for this instruction. */
  readonly showRequest: (instruction: string) => Promise<void>;
}

/** Returns the instruction, or undefined if the user cancels. */
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
    // The typed text is first, so that Enter takes it and not a similar item.
    ...(value.trim() === '' || offered.includes(value.trim())
      ? []
      : [{ label: value.trim(), description: 'Enter', alwaysShow: true }]),
    ...offered.map((label) => ({ label })),
  ];
  box.items = items('');
  /**
   * Whether the list matches the typed text. VS Code updates it with a delay, and Enter may be
   * pressed earlier.
   */
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
