/** Interprets keyboard events. */

/**
 * Whether an input method is composing: then Enter and the arrow keys belong to it. Safari and some
 * input methods report this only as key code 229.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
