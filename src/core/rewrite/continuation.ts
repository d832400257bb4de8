/** Joins a reply that was cut at the limit of tokens with the one that goes on from it. */
import { createContinuationStart } from './continuationStart.ts';

/** What the model is asked when it should go on. */
export const continueInstruction =
  'Your answer was cut off. Go on exactly where it stopped, in the middle of a line if need be. Repeat nothing, do not open the code block again, and add no remarks.';

/**
 * The whole reply. Models often open the code block again and repeat what was cut: both are taken off.
 * @param first the reply up to the cut
 * @param second what came when the model was asked to go on
 */
export function joinContinuation(first: string, second: string): string {
  const start = createContinuationStart(first);
  return first + start.add(second) + start.end();
}
