/** The client over the network and on the system's clock, for tests with servers of their own. */
import { createClient, type ClientPorts } from '../../../src/core/api/client.ts';
import type { RunTurn, TimeLimits } from '../../../src/core/api/types.ts';
import type { Log } from '../../../src/core/base/ports.ts';
import { systemClock } from '../../../src/host/base/platform.ts';
import { createWatchedFetch } from '../../../src/node/watchedFetch.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const watchedFetch = createWatchedFetch(() => fetch);

/** Each limit of time is 5 s where none is given. */
export function realClient(
  baseUrl: string,
  { limits, ...ports }: Partial<ClientPorts> & { readonly limits?: TimeLimits } = {},
): RunTurn {
  return createClient(
    { fetch: watchedFetch, clock: systemClock, random: () => 0, log: silent, ...ports },
    () =>
      Promise.resolve({
        baseUrl,
        key: 'sk-test',
        limits: limits ?? { connect: 5, firstByte: 5, idle: 5 },
      }),
  );
}
