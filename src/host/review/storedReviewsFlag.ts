/** A flag for pending reviews, which can be read without loading the code for rewrites. */
import type { Memento } from 'vscode';

const key = 'rewrite.pending';

export function reviewsArePending(memory: Pick<Memento, 'get'>): boolean {
  return memory.get<unknown>(key) === true;
}

export function noteWhetherPending(
  memory: Pick<Memento, 'get' | 'update'>,
  pending: boolean,
): void {
  if (reviewsArePending(memory) !== pending) void memory.update(key, pending);
}
