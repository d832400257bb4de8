/** Runs one connection test and prints its report: a process of its own, since Node reads NODE_EXTRA_CA_CERTS only when it starts. */
import { testConnection } from '../../../src/core/api/connectionTest.ts';
import { createProbe } from '../../../src/node/probe.ts';
import { realClient } from '../api/realClient.ts';

const [baseUrl = '', proxy] = process.argv.slice(2);
const runTurn = realClient(baseUrl);
const report = await testConnection(
  { runTurn, probe: createProbe() },
  { baseUrl, model: 'm', ...(proxy === undefined ? {} : { proxy }) },
  new AbortController().signal,
);
console.log(JSON.stringify(report));
process.exit();
