/** Up in an empty composer recalls earlier prompts; Down moves forward again. */

export interface PromptRecall {
  /** The text to put into the composer; undefined if the key should keep its default meaning. */
  key(direction: 'older' | 'newer', text: string): string | undefined;
}

/** @param prompts Returns the prompts, oldest first. */
export function createPromptRecall(prompts: () => readonly string[]): PromptRecall {
  let at: number | undefined;
  return {
    key(direction, text) {
      const list = prompts();
      // In edited text the arrow keys move the cursor.
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
