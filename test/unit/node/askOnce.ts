/** Runs one connection test and prints its report: a process of its own, since Node reads NODE_EXTRA_CA_CERTS only when it starts. */
import { testConnection } from '../../../src/core/api/connectionTest.ts';
import { createClient } from '../../../src/core/api/turn.ts';
import { createProbe } from '../../../src/node/probe.ts';
import { createWatchedFetch } from '../../../src/node/watchedFetch.ts';
import { realClock } from '../api/testing.ts';

const [baseUrl = '', proxy] = process.argv.slice(2);
const silent = (): void => undefined;
const runTurn = createClient(
  {
    fetch: createWatchedFetch(() => fetch),
    clock: realClock,
    random: () => 0,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  },
  () => Promise.resolve({ baseUrl, key: 'sk-test', limits: { connect: 5, firstByte: 5, idle: 5 } }),
);
const report = await testConnection(
  { runTurn, probe: createProbe() },
  { baseUrl, model: 'm', ...(proxy === undefined ? {} : { proxy }) },
  new AbortController().signal,
);
console.log(JSON.stringify(report));
process.exit();
