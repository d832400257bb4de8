/** What a key press means. */

/** While an input method composes, Enter and the arrows belong to it. Safari and some methods say so by code 229 alone. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
