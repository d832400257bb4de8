/**
 * The control path, for tests in other processes:
 *
 * - `POST /__control/scenarios`: queues a scenario or an array of them; `{"fault": NAME}` is one of
 *   faults.ts.
 * - `GET /__control/requests`: returns the received requests; with `?count=N&closed=M` it waits
 *   until there are at least that many requests and closed requests.
 * - `POST /__control/open` with `{"gate": NAME}`: opens a gate.
 * - `POST /__control/reset`: resets the script.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { faults, isFaultName } from './faults.ts';
import { parseScenario } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import type { Script } from './script.ts';
import { sendJson } from './send.ts';
import { isRecord } from '../../src/core/base/guards.ts';

export const controlPath = '/__control/';

/** Handles a request to the control path. */
export async function control(
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
  script: Script,
): Promise<void> {
  // A browser sends the page's origin. No web page may control this server.
  if (request.headers.origin !== undefined) {
    sendJson(response, 403, { message: 'Not for browsers.' });
    return;
  }
  const url = new URL(request.url ?? '', 'http://localhost');
  switch (`${request.method} ${url.pathname.slice(controlPath.length)}`) {
    case 'POST scenarios': {
      const scenarios = parseScenarios(body);
      if (typeof scenarios === 'string') {
        sendJson(response, 400, { message: scenarios });
        return;
      }
      scenarios.forEach((scenario) => script.enqueue(scenario));
      sendJson(response, 200, { queued: scenarios.length });
      return;
    }
    case 'GET requests': {
      const count = Number(url.searchParams.get('count') ?? 0);
      const closed = Number(url.searchParams.get('closed') ?? 0);
      const requests = await script.until(
        (all) =>
          all.length >= count && all.filter((one) => one.closedAt !== undefined).length >= closed,
      );
      sendJson(response, 200, requests);
      return;
    }
    case 'POST open': {
      const order = parseJson(body);
      const gate = isRecord(order) ? order['gate'] : undefined;
      if (typeof gate !== 'string') {
        sendJson(response, 400, { message: 'gate: expected a string.' });
        return;
      }
      script.open(gate);
      sendJson(response, 200, {});
      return;
    }
    case 'POST reset':
      script.reset();
      sendJson(response, 200, {});
      return;
    default:
      sendJson(response, 404, { message: 'No such control.' });
  }
}

function parseScenarios(body: string): readonly Scenario[] | string {
  const value = parseJson(body);
  const scenarios: Scenario[] = [];
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const scenario =
      isRecord(one) && 'fault' in one ? namedFault(one['fault']) : parseScenario(one);
    if (typeof scenario === 'string') return scenario;
    scenarios.push(scenario);
  }
  return scenarios;
}

function namedFault(name: unknown): Scenario | string {
  return isFaultName(name)
    ? faults[name]
    : `fault: expected one of ${Object.keys(faults).join(', ')}.`;
}

/** The parsed value, or undefined for invalid JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
