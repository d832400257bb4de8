/** The API client from core/api, with VS Code's settings, keys and network. */
import { createClient } from '../../core/api/client.ts';
import type { RunTurn } from '../../core/api/types.ts';
import type { Clock, Fetch, Log, Random } from '../../core/base/ports.ts';
import { readSettings } from '../settings/config.ts';
import type { ApiKeys } from '../settings/apiKeys.ts';

export interface HostClientPorts {
  /** VS Code's global fetch, which applies its proxy and certificate settings. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Settings and key are read for each turn, so a change applies from the next message. */
export function createHostClient(ports: HostClientPorts, keys: ApiKeys): RunTurn {
  return createClient(ports, async () => {
    const { baseUrl, limits, problem } = readSettings();
    if (problem !== undefined) return { error: problem };
    const found = await keys.keyFor(baseUrl);
    return 'error' in found ? found : { baseUrl, key: found.key, limits };
  });
}
