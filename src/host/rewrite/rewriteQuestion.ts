/** A question about a rewrite that can be answered in its notification and above its lines, since a notification hides by itself. */
import { window } from 'vscode';

/** Asks with a choice of titles; undefined is none of them. */
export type Offer = (message: string, titles: readonly string[]) => Promise<string | undefined>;

export const offerInNotification: Offer = async (message, titles) =>
  window.showWarningMessage(message, ...titles);

export interface RewriteQuestion {
  /** What can be answered now; undefined while nothing is asked. */
  titles(): readonly string[] | undefined;
  /** Answers from elsewhere than the notification. Nothing while nothing is asked. */
  answer(title: string | undefined): void;
  readonly offer: Offer;
  /** The same where somebody else shows the question: `show` resolves with the answer, or without one. */
  ask(
    titles: readonly string[],
    show: (answer: (title: string) => void) => Promise<unknown>,
  ): Promise<string | undefined>;
}

/** @param changed called when a question is asked and when it was answered */
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
