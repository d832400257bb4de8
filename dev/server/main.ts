/** `npm run server -- --port P --pace MS` runs the local API server until it is interrupted. */
import { parseArgs } from 'node:util';

import { DEMO_KEY, startApiServer } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    pace: { type: 'string', default: '12' },
  },
});
const port = number('port', values.port, 65_535);
const pace = number('pace', values.pace, 60_000);
const server = await startApiServer({ port, pace });
console.log(`listening on http://127.0.0.1:${server.port}`);
console.log(`base address ${server.url}, key ${DEMO_KEY}`);

function number(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  console.error(`--${name} takes a whole number from 0 to ${max}, not ${text}`);
  process.exit(2);
}
