/**
 * The test script of the server: the queue of scenarios, their gates, and the received requests.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { WaitForGate } from './play.ts';
import type { Scenario } from './scenario.ts';

/** A received request. Times are in milliseconds since the epoch. */
export interface RecordedRequest {
  /** 1 for the first request since the start or the last reset. */
  readonly id: number;
  readonly method: string;
  readonly url: string;
  /** Names are in lower case. The values of a repeated header are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly receivedAt: number;
  /** When the operating system had accepted the whole response. */
  readonly answeredAt?: number;
  /** When either side closed the connection. A connection can carry several requests. */
  readonly closedAt?: number;
}

export interface Script {
  readonly enqueue: (scenario: Scenario) => void;
  /** Takes the next scenario of the queue. Undefined means that the demo responds. */
  readonly next: () => Scenario | undefined;
  readonly record: (request: IncomingMessage, body: string, response: ServerResponse) => void;
  readonly requests: () => readonly RecordedRequest[];
  /**
   * Resolves with the requests as soon as they meet the condition. The condition is checked again
   * whenever a request arrives, gets its response, or is closed.
   */
  readonly until: (
    condition: (requests: readonly RecordedRequest[]) => boolean,
  ) => Promise<readonly RecordedRequest[]>;
  /** Opens a gate for everything that waits there now, or will until the next reset. */
  readonly open: (gate: string) => void;
  readonly waitForGate: WaitForGate;
  /** Discards scenarios, gates and requests. Everything that waits at a gate continues. */
  readonly reset: () => void;
}

export function createScript(): Script {
  let queue: Scenario[] = [];
  let recorded: RecordedRequest[] = [];
  let gates = new Map<string, Gate>();
  const watchers = new Set<() => void>();
  const closing = new WeakMap<Socket, (() => void)[]>();

  const gate = (name: string): Gate => {
    const found = gates.get(name) ?? makeGate();
    gates.set(name, found);
    return found;
  };
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  const update = (old: RecordedRequest, change: Partial<RecordedRequest>): RecordedRequest => {
    const updated = { ...old, ...change };
    // A request from before a reset isn't added again.
    recorded = recorded.map((request) => (request === old ? updated : request));
    changed();
    return updated;
  };

  /** Adds one listener per connection, regardless of its number of requests. */
  const atClose = (socket: Socket, callback: () => void): void => {
    const callbacks = closing.get(socket);
    if (callbacks !== undefined) {
      callbacks.push(callback);
      return;
    }
    const all = [callback];
    closing.set(socket, all);
    socket.once('close', () => {
      for (const one of all) one();
    });
  };

  return {
    enqueue(scenario) {
      queue.push(scenario);
    },
    next: () => queue.shift(),
    record(request, body, response) {
      let entry: RecordedRequest = {
        id: recorded.length + 1,
        method: request.method ?? '',
        url: request.url ?? '',
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
        ),
        body,
        receivedAt: Date.now(),
      };
      recorded = [...recorded, entry];
      changed();
      response.once('finish', () => {
        entry = update(entry, { answeredAt: Date.now() });
      });
      atClose(request.socket, () => {
        entry = update(entry, { closedAt: Date.now() });
      });
    },
    requests: () => recorded,
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition(recorded)) return;
          watchers.delete(look);
          resolve(recorded);
        };
        watchers.add(look);
        look();
      }),
    open(name) {
      gate(name).open();
    },
    waitForGate: (name) => gate(name).passed,
    reset() {
      queue = [];
      recorded = [];
      for (const old of gates.values()) old.open();
      gates = new Map();
      changed();
    },
  };
}

interface Gate {
  readonly passed: Promise<void>;
  open(): void;
}

function makeGate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
