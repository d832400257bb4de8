import assert from 'node:assert/strict';
import { faults, type FaultName } from '../../../dev/server/faults.ts';
import { startApiServer, type ApiServer } from '../../../dev/server/server.ts';
import { realClient } from './realClient.ts';
import { request } from './testing.ts';

/** Outcome, error and text; the requests that were sent, where it is not one. */
type Expected = readonly [kind: string, error: string | undefined, text: string, sent?: number];

const half = 'The first half, ';
const whole = 'The first half, and the second.';

const expected: Readonly<Record<FaultName, Expected>> = {
  stopInEachPiece: ['complete', undefined, 'One two three four.'],
  filterCut: ['interrupted', 'filtered', half],
  unknownReason: ['interrupted', 'interrupted', half],
  filterThenStop: ['interrupted', 'filtered', half],
  cutByLength: ['length', undefined, half],
  empty: ['failed', 'empty', ''],
  blank: ['failed', 'empty', ''],
  malformedCall: ['failed', 'empty', ''],
  unaskedCall: ['failed', 'empty', ''],
  minuteLimit: ['failed', 'rateLimit', ''],
  dayLimit: ['failed', 'rateLimit', ''],
  tooLong: ['failed', 'tooLarge', ''],
  wrongKey: ['failed', 'auth', ''],
  limitInText: ['failed', 'rateLimit', '', 3],
  overloadedInMidStream: ['interrupted', 'server', half],
  errorEventInMidStream: ['interrupted', 'server', half],
  pageInMidStream: ['interrupted', 'interrupted', half],
  oneLineFeed: ['complete', undefined, whole],
  keepAlive: ['complete', undefined, whole],
  jsonLines: ['complete', undefined, whole],
  jsonArray: ['complete', undefined, whole],
  messagePieces: ['complete', undefined, whole],
  endlessCalls: ['failed', 'protocol', ''],
};

describe('faults of gateways and providers, over HTTP', () => {
  let server: ApiServer;
  before(async () => {
    server = await startApiServer();
  });
  after(() => server.close());

  for (const [name, [kind, error, text, sent = 1]] of Object.entries(expected)) {
    it(`${name}: ${kind}${error === undefined ? '' : `, ${error}`}`, async () => {
      server.reset();
      for (let count = 0; count < sent; count += 1) server.enqueue(faults[name as FaultName]);
      const result = await realClient(server.url)(request, {
        signal: new AbortController().signal,
      });
      const found = 'error' in result.outcome ? result.outcome.error.kind : undefined;
      assert.deepEqual([result.outcome.kind, found, result.text], [kind, error, text]);
      assert.equal(server.requests().length, sent);
    });
  }

  it('has each fault by its name on the control path, too', async () => {
    server.reset();
    const post = (body: unknown) =>
      fetch(`${new URL(server.url).origin}/__control/scenarios`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    assert.equal((await post({ fault: 'no such fault' })).status, 400);
    assert.equal((await post({ fault: 'tooLong' })).status, 200);
    const { outcome } = await realClient(server.url)(request, {
      signal: new AbortController().signal,
    });
    assert.ok('error' in outcome && outcome.error.kind === 'tooLarge');
  });
});
