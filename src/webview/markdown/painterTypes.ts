/** What the transcript asks of a painter of markdown. See markdown/ for how it is done. */

/** A code block's controls, as the reader used them. */
export type CodeAction = 'copy' | 'insert' | 'apply' | 'newFile';

export interface PainterHooks {
  /** `info` is the fence's whole info string, `language` its first word in lower case. */
  onCode(
    action: CodeAction,
    block: { readonly code: string; readonly info: string; readonly language: string },
  ): void;
  onLink(href: string): void;
  /** Painting failed in a later frame, where no caller hears of it: nothing more is painted. */
  onError(error: unknown): void;
}

/** Paints one message's markdown while it grows. */
export interface Painter {
  /** Where it paints; the caller puts it into the page. */
  readonly element: HTMLElement;
  /**
   * Takes more text and paints it now: the caller gathers what comes within a frame. Of a long text the rest is painted in the next frames,
   * and stands as it is until then.
   */
  append(text: string): void;
  /** The text is whole: what was left open is closed as a parse of the whole text would close it. */
  finish(): void;
  dispose(): void;
}
