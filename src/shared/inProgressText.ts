/** UI text that both the host and the panel use. */

/** Why a message can't be sent now. */
export const inProgress = 'A response is still in progress. Stop it or wait.';
