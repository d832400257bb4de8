/** The ports that Node and a web worker fill in the same way. Looked up when called: VS Code puts its own `fetch` in place after it started. */
import type { Clock, Fetch, NewId, Random } from '../core/ports.ts';

/** VS Code's own fetch: its proxy and certificate settings hold. */
export const platformFetch: Fetch = (url, init) => fetch(url, init);

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

export const random: Random = () => Math.random();

export const newId: NewId = () => crypto.randomUUID();
