/**
 * A question about a rewrite that can be answered in a notification or in CodeLenses above its
 * lines, since notifications hide by themselves.
 */
import { window } from 'vscode';

/** Asks the user to choose one of the titles. Resolves with undefined if they choose none. */
export type Offer = (message: string, titles: readonly string[]) => Promise<string | undefined>;

export const offerInNotification: Offer = async (message, titles) =>
  window.showWarningMessage(message, ...titles);

export interface RewriteQuestion {
  /** The open question's possible answers, or undefined if no question is open. */
  titles(): readonly string[] | undefined;
  /** Answers the open question from outside the notification. Does nothing if none is open. */
  answer(title: string | undefined): void;
  readonly offer: Offer;
  /**
   * Like `offer`, but the caller shows the question. `show` calls `answer` or resolves without one.
   */
  ask(
    titles: readonly string[],
    show: (answer: (title: string) => void) => Promise<unknown>,
  ): Promise<string | undefined>;
}

/** @param changed Called when a question is asked and when it is answered. */
export function createRewriteQuestion(changed: () => void): RewriteQuestion {
  let open:
    | { readonly titles: readonly string[]; readonly settle: (title: string | undefined) => void }
    | undefined;
  const ask: RewriteQuestion['ask'] = (titles, show) =>
    new Promise((resolve) => {
      const mine = {
        titles,
        settle: (title: string | undefined) => {
          if (open !== mine) return;
          open = undefined;
          resolve(title);
          changed();
        },
      };
      open = mine;
      changed();
      const unanswered = (): void => {
        mine.settle(undefined);
      };
      void show(mine.settle).then(unanswered, unanswered);
    });
  return {
    titles: () => open?.titles,
    answer: (title) => open?.settle(title),
    ask,
    offer: (message, titles) =>
      ask(titles, async (answer) => {
        const picked = await offerInNotification(message, titles);
        if (picked !== undefined) answer(picked);
      }),
  };
}
