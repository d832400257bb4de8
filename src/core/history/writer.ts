/**
 * Writes one conversation's events to its journal, in order and in batches.
 *
 * A non-durable event is written at most 250 ms later, together with the events that arrive in the
 * meantime. If a write fails, its durable events are rejected and dropped, since their caller is
 * waiting and decides what to do. The others stay pending and are written when the disk works
 * again. Some of the rejected events may have reached the file nevertheless. The next write
 * therefore reuses their sequence numbers; if nothing else is pending, an event without effect is
 * written.
 */
import type { ChatEvent } from '../model/conversation.ts';
import { toFileError } from '../base/fileError.ts';
import type { Clock, FileError, Files } from '../base/ports.ts';
import { encode, joined } from './journal.ts';

/** 250 ms are promised. The difference is reserved for the write itself. */
const batchInterval = 200;
const retryInterval = 2_000;

/** The end of a journal. */
export interface Position {
  /** The journal's highest sequence number. */
  readonly sequence: number;
  /** The last line has no line break. */
  readonly torn: boolean;
}

export interface Writer {
  /** Appends events that belong together: they are written in one write, or not at all. */
  append(events: readonly ChatEvent[], durable: boolean): Promise<void>;
  /**
   * Runs `work` exclusively: after everything appended before this call, and before anything
   * appended later. `failed` is the reason why events accepted before could not be written and are
   * still pending.
   */
  inTurn<T>(work: (failed: FileError | undefined) => Promise<T>): Promise<T>;
  /** Some work is running or pending. */
  readonly hasWork: boolean;
  /** Resolves when nothing is pending. */
  flush(): Promise<void>;
  /** Events that are accepted but not on disk yet. */
  waiting(): readonly ChatEvent[];
  readonly idle: boolean;
  /**
   * Stops timed writes. Only `flush` writes pending events from then on. Resolves when no write is
   * in progress.
   */
  stop(): Promise<void>;
}

export interface WriterPorts {
  readonly files: Files;
  readonly clock: Clock;
  readonly path: string;
  /** Identifies this writer in each line, see journal.ts. */
  readonly tag: string;
  /**
   * Called before each write with the first pending event and the number of the last line that this
   * writer knows to be on disk (0 for none). Ensures that this window may write. Returns the end of
   * the file if it differs from the end of the last write.
   */
  prepare(first: ChatEvent, acknowledged: number): Promise<Position | undefined>;
  /** Returns an event without effect that replaces `first` and the events after it. */
  nothing(first: ChatEvent): ChatEvent;
  /**
   * Called while the events are being written, so that callers that await the write don't wait for
   * this too. The returned function is called when the events are on disk. Neither may throw.
   */
  writing(events: readonly ChatEvent[]): () => void;
  /** Called when a write failed, and with undefined when one has succeeded again. */
  onProblem(error: FileError | undefined): void;
}

interface Batch {
  events: readonly ChatEvent[];
  readonly settle?: { resolve(): void; reject(error: FileError): void };
}

/** Pending work, and the events appended before it that are not written yet. */
interface Section {
  batches: readonly Batch[];
  /** Never rejects. */
  readonly work: (failed: FileError | undefined) => Promise<void>;
}

const lineBreak = Uint8Array.of(0x0a);

export function createWriter(ports: WriterPorts): Writer {
  let sections: readonly Section[] = [];
  /** Events appended after the last section. */
  let newest: readonly Batch[] = [];
  let inWrite: readonly Batch[] = [];
  let running: Promise<void> | undefined;
  let position: Position = { sequence: 0, torn: false };
  /** The first event of a failed write. It and the events after it may be on disk. */
  let remains: ChatEvent | undefined;
  let problem: FileError | undefined;
  let cancelTimer: (() => void) | undefined;
  let stopped = false;

  function schedule(ms: number): void {
    if (stopped) return;
    cancelTimer ??= ports.clock.after(ms, () => {
      cancelTimer = undefined;
      void write();
    });
  }

  function waiting(): readonly Batch[] {
    return [...sections.flatMap(({ batches }) => batches), ...newest];
  }

  /** Writes everything pending. If a write is in progress, it continues with the pending events. */
  function write(): Promise<void> {
    running ??= writeAll();
    return running;
  }

  async function writeAll(): Promise<void> {
    // Events that arrived during the last write get a batch of their own only if a caller awaits
    // them.
    do {
      cancelTimer?.();
      cancelTimer = undefined;
      const [section] = sections;
      if (section === undefined) await writeFirst();
      else await finish(section);
      // The work may have made the write possible.
      if (section !== undefined && sections.length === 0 && problem !== undefined)
        await writeFirst();
    } while (sections.length > 0 || newest.some(({ settle }) => settle !== undefined));
    // Must happen in the same tick as the last check of pending events: calls from here on start a
    // new run.
    running = undefined;
    if (newest.length > 0) schedule(problem === undefined ? batchInterval : retryInterval);
  }

  async function finish(section: Section): Promise<void> {
    const failed = section.batches.length === 0 ? undefined : await writeFirst();
    await section.work(section.batches.length === 0 ? undefined : failed);
    sections = sections.slice(1);
    // Events that could not be written stay pending, before those appended later.
    putInFront(section.batches);
  }

  /** Puts batches in front of the first section's, or of the newest ones if there is no section. */
  function putInFront(batches: readonly Batch[]): void {
    const [first] = sections;
    if (first === undefined) newest = [...batches, ...newest];
    else first.batches = [...batches, ...first.batches];
  }

  /** Writes the events before the first pending work. */
  async function writeFirst(): Promise<FileError | undefined> {
    const [first] = sections;
    const batch = first?.batches ?? newest;
    if (first === undefined) newest = [];
    else first.batches = [];
    inWrite = batch;
    const error = await writeBatch(batch);
    inWrite = [];
    if (error !== undefined) putInFront(batch.filter((each) => !each.settle));
    if (remains !== undefined && (sections[0]?.batches ?? newest).length === 0) {
      putInFront([{ events: [ports.nothing(remains)] }]);
    }
    report(error);
    for (const { settle } of batch) {
      if (error === undefined) settle?.resolve();
      else settle?.reject(error);
    }
    return error;
  }

  async function writeBatch(batch: readonly Batch[]): Promise<FileError | undefined> {
    const events = batch.flatMap((each) => each.events);
    const [first] = events;
    if (first === undefined) return undefined;
    let onWritten: () => void;
    try {
      position = (await ports.prepare(first, position.sequence)) ?? position;
      const lines = encode(events, ports.tag, position.sequence + 1);
      const bytes = position.torn ? joined([lineBreak, lines]) : lines;
      // Until the write is known to have succeeded, the end of the file is in doubt.
      position = { ...position, torn: true };
      remains ??= first;
      const written = ports.files.append(ports.path, bytes, { sync: true });
      onWritten = ports.writing(events);
      await written;
      remains = undefined;
      position = { sequence: position.sequence + events.length, torn: false };
      // These events are no longer pending: `waiting` must not return them in addition to the
      // stored ones.
      inWrite = [];
    } catch (error) {
      return toFileError(error);
    }
    // Outside the `try`: even if this fails, the events are on disk and must not be written again.
    onWritten();
    return undefined;
  }

  function report(error: FileError | undefined): void {
    // `busy` is temporary, and the callers have been rejected. If nothing else is pending, it isn't
    // a problem to report.
    if (waiting().length === 0 && error?.kind === 'busy') return;
    if (error === undefined && problem === undefined) return;
    problem = error;
    ports.onProblem(error);
  }

  function merged(events: readonly ChatEvent[]): boolean {
    const last = newest.at(-1);
    if (last === undefined || last.settle !== undefined) return false;
    const [before, event] = [last.events.at(-1), events[0]];
    if (before?.type !== 'delta' || event?.type !== 'delta') return false;
    if (before.id !== event.id) return false;
    const joinedDelta = { ...event, text: before.text + event.text };
    last.events = [...last.events.slice(0, -1), joinedDelta, ...events.slice(1)];
    return true;
  }

  return {
    append(events, durable) {
      if (!durable) {
        if (!merged(events)) newest = [...newest, { events }];
        schedule(batchInterval);
        return problem === undefined ? Promise.resolve() : Promise.reject(problem);
      }
      return new Promise((resolve, reject) => {
        newest = [...newest, { events, settle: { resolve, reject } }];
        void write();
      });
    },
    inTurn(work) {
      return new Promise((resolve, reject) => {
        const settled = (failed: FileError | undefined): Promise<void> =>
          work(failed).then(resolve, reject);
        sections = [...sections, { batches: newest, work: settled }];
        newest = [];
        void write();
      });
    },
    get hasWork() {
      return sections.length > 0;
    },
    async flush() {
      while (waiting().length > 0 || running !== undefined) {
        await write();
        if (problem !== undefined) throw problem;
      }
    },
    waiting: () =>
      [...inWrite, ...waiting()].filter((each) => !each.settle).flatMap(({ events }) => events),
    get idle() {
      return newest.length === 0 && running === undefined;
    },
    async stop() {
      stopped = true;
      cancelTimer?.();
      cancelTimer = undefined;
      await running;
    },
  };
}
