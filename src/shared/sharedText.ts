/** Sentences that both sides say. */

/** Why a message is not sent just now. */
export const inProgress = 'A response is still in progress. Stop it or wait.';
