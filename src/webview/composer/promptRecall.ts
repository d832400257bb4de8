/** Up in an empty composer brings back what was asked before; Down goes the other way. */

export interface PromptRecall {
  /** The text that the key puts into the composer, or undefined where the key means what it always means. */
  key(direction: 'older' | 'newer', text: string): string | undefined;
}

/** @param prompts Gives them oldest first. */
export function createPromptRecall(prompts: () => readonly string[]): PromptRecall {
  let at: number | undefined;
  return {
    key(direction, text) {
      const list = prompts();
      // Text that was changed is the user's own: the arrows move the cursor in it.
      if (text === '') at = list.length;
      else if (at === undefined || list[at] !== text) return undefined;
      const next = (at ?? list.length) + (direction === 'older' ? -1 : 1);
      if (next > list.length) return undefined;
      if (next === list.length) {
        at = undefined;
        return text === '' ? undefined : '';
      }
      const prompt = list[next];
      if (prompt !== undefined) at = next;
      return prompt;
    },
  };
}
