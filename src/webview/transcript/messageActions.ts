/** What a message needs to know of the chat around it, and what it may ask for. */
import type { ErrorAction } from '../../shared/errorText.ts';
import type { PainterHooks } from '../markdown/painterTypes.ts';

export interface MessageContext {
  /** Ids of the messages that stand at the same place, this one included, oldest first. */
  readonly versions: readonly string[];
  readonly readOnly: boolean;
  /** Nothing follows it on the branch that is shown. An answer in the middle does not go on: what follows it would have no way back. */
  readonly last: boolean;
}

export interface MessageActions {
  readonly onLink: PainterHooks['onLink'];
  onCode(messageId: string, ...args: Parameters<PainterHooks['onCode']>): void;
  ask(what: 'regenerate' | 'continue' | 'retry', messageId: string): void;
  act(action: ErrorAction): void;
  /** False where the text cannot be sent, which has been said. */
  edit(messageId: string, text: string): boolean;
  /** What was written in place of a message and not sent yet; empty where there is nothing. */
  draft(messageId: string): string;
  onDraft(messageId: string, text: string): void;
  copy(text: string): void;
  /** `button` has the name of the button to focus in the version that comes. */
  selectVersion(messageId: string, button: string): void;
  focusComposer(): void;
}
