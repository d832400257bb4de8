/** Ports that need only standard web APIs. */
import type { Clock, NewId, Random } from '../../core/base/ports.ts';

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
