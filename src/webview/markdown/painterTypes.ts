/** The interface between the transcript and the markdown painter. */

/** The buttons of a code block. */
export type CodeAction = 'copy' | 'insert' | 'apply' | 'newFile';

export interface PainterHooks {
  /** `info` is the fence's whole info string, `language` its first word in lower case. */
  onCode(
    action: CodeAction,
    block: { readonly code: string; readonly info: string; readonly language: string },
  ): void;
  onLink(href: string): void;
  /**
   * Painting failed in a later frame, where no caller can catch the error. Nothing more is painted.
   */
  onError(error: unknown): void;
}

/** Paints one message's markdown while it grows. */
export interface Painter {
  /** The element to paint into. The caller adds it to the page. */
  readonly element: HTMLElement;
  /**
   * Adds text and paints it now, so the caller should collect the chunks of a frame. The rest of a
   * long text is painted in the following frames and shown as plain text until then.
   */
  append(text: string): void;
  /**
   * The text is complete: open blocks are closed, with the same result as parsing the whole text at
   * once.
   */
  finish(): void;
  dispose(): void;
}
