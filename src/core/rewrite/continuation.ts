/** Joins a response that was cut off at the token limit with its continuation. */
import { createContinuationStart } from './continuationStart.ts';

/** The instruction that asks the model to continue. */
export const continueInstruction =
  'Your answer was cut off. Go on exactly where it stopped, in the middle of a line if need be. Repeat nothing, do not open the code block again, and add no remarks.';

/**
 * The whole response. Models often reopen the code block and repeat the text before the cut; both
 * repeats are removed.
 * @param first the response up to the cut
 * @param second the response to `continueInstruction`
 */
export function joinContinuation(first: string, second: string): string {
  const start = createContinuationStart(first);
  return first + start.add(second) + start.end();
}
