/** What a message needs from the chat around it: its context and the available actions. */
import type { ErrorAction } from '../../shared/errorText.ts';
import type { PainterHooks } from '../markdown/painterTypes.ts';

export interface MessageContext {
  /** Ids of all versions of this message, including itself, oldest first. */
  readonly versions: readonly string[];
  readonly readOnly: boolean;
  /**
   * No message follows on the shown branch. Only the last response can be continued: continuing an
   * earlier one would make the messages after it unreachable.
   */
  readonly last: boolean;
}

export interface MessageActions {
  readonly onLink: PainterHooks['onLink'];
  onCode(messageId: string, ...args: Parameters<PainterHooks['onCode']>): void;
  ask(what: 'regenerate' | 'continue' | 'retry', messageId: string): void;
  act(action: ErrorAction): void;
  /** Returns false if the text can't be sent; the user was already told why. */
  edit(messageId: string, text: string): boolean;
  /** The unsent text of a message that is being edited; empty if there is none. */
  draft(messageId: string): string;
  onDraft(messageId: string, text: string): void;
  copy(text: string): void;
  /** `button` is the name of the button to focus in the selected version. */
  selectVersion(messageId: string, button: string): void;
  focusComposer(): void;
}
