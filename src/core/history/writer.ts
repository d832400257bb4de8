/**
 * Writes one conversation's events to its journal, in order, a batch at a time.
 *
 * An event that is not durable is written at most 250 ms later, together with what came meanwhile. When a write fails, the
 * durable events in it are refused and forgotten, since their caller was waiting and knows best what to do; the others stay
 * here and are written as soon as the disk allows. Of the refused ones some may have reached the file all the same: the next
 * write stands in their place, and where nothing else waits, one that says nothing does.
 */
import type { ChatEvent } from '../model/conversation.ts';
import { toFileError } from '../base/fileError.ts';
import type { Clock, FileError, Files } from '../base/ports.ts';
import { encode, joined } from './journal.ts';

/** 250 ms are promised; the rest is for the write itself. */
const batchInterval = 200;
const retryInterval = 2_000;

/** Where a journal ends. */
export interface Position {
  /** The highest sequence number in it. */
  readonly sequence: number;
  /** The last line lacks its line break. */
  readonly torn: boolean;
}

export interface Writer {
  /** Events that belong together: one write, or none. */
  append(events: readonly ChatEvent[], durable: boolean): Promise<void>;
  /**
   * Runs `work` by itself: after everything that was appended before this call, and before what is appended later. `failed` says
   * why something accepted before could not be written, and is still waiting.
   */
  inTurn<T>(work: (failed: FileError | undefined) => Promise<T>): Promise<T>;
  /** Some work is running or waiting for its turn. */
  readonly hasWork: boolean;
  /** Resolves when nothing waits any more. */
  flush(): Promise<void>;
  /** What is accepted and not yet on disk. */
  waiting(): readonly ChatEvent[];
  readonly idle: boolean;
  /** No more writes by the clock; what waits is left to `flush`. Resolves when no write is under way. */
  stop(): Promise<void>;
}

export interface WriterPorts {
  readonly files: Files;
  readonly clock: Clock;
  readonly path: string;
  /** Names this writer in each line, see journal.ts. */
  readonly tag: string;
  /**
   * Called before each write, with the first event that waits and the number of the last line that this writer knows to be on disk
   * (0 for none): makes sure that this window may write, and says where the file ends when that is not where the last write ended.
   */
  prepare(first: ChatEvent, acknowledged: number): Promise<Position | undefined>;
  /** An event that changes nothing, to stand in the place of `first` and of what follows it. */
  nothing(first: ChatEvent): ChatEvent;
  /**
   * Called while the events are being written, so that whoever waits for them does not wait for this too. What it returns is called
   * when they are on disk. Neither may throw.
   */
  writing(events: readonly ChatEvent[]): () => void;
  /** A write failed; `undefined` when one has succeeded again. */
  onProblem(error: FileError | undefined): void;
}

interface Batch {
  events: readonly ChatEvent[];
  readonly settle?: { resolve(): void; reject(error: FileError): void };
}

/** Work that waits for its turn, and what was appended before it and is not written yet. */
interface Section {
  batches: readonly Batch[];
  /** Never rejects. */
  readonly work: (failed: FileError | undefined) => Promise<void>;
}

const lineBreak = Uint8Array.of(0x0a);

export function createWriter(ports: WriterPorts): Writer {
  let sections: readonly Section[] = [];
  /** Appended after the last section. */
  let newest: readonly Batch[] = [];
  let inWrite: readonly Batch[] = [];
  let running: Promise<void> | undefined;
  let position: Position = { sequence: 0, torn: false };
  /** The first event of a write that failed: it may be on disk, and those after it. */
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

  /** Writes all that waits, unless a write is under way: then that one goes on with it. */
  function write(): Promise<void> {
    running ??= writeAll();
    return running;
  }

  async function writeAll(): Promise<void> {
    // What came while the last batch was written is worth a batch of its own only if somebody waits for it.
    do {
      cancelTimer?.();
      cancelTimer = undefined;
      const [section] = sections;
      if (section === undefined) await writeFirst();
      else await finish(section);
      // Work may have made possible what was not.
      if (section !== undefined && sections.length === 0 && problem !== undefined)
        await writeFirst();
    } while (sections.length > 0 || newest.some(({ settle }) => settle !== undefined));
    // In the same breath as the last look at what waits: whoever comes from here on starts a new run.
    running = undefined;
    if (newest.length > 0) schedule(problem === undefined ? batchInterval : retryInterval);
  }

  async function finish(section: Section): Promise<void> {
    const failed = section.batches.length === 0 ? undefined : await writeFirst();
    await section.work(section.batches.length === 0 ? undefined : failed);
    sections = sections.slice(1);
    // What could not be written goes on waiting, before what was appended later.
    putInFront(section.batches);
  }

  /** Of the first section, or of what came after the last. */
  function putInFront(batches: readonly Batch[]): void {
    const [first] = sections;
    if (first === undefined) newest = [...batches, ...newest];
    else first.batches = [...batches, ...first.batches];
  }

  /** Writes what waits before the first work. */
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
      // Until it is known to have succeeded, the file's end is in doubt.
      position = { ...position, torn: true };
      remains ??= first;
      const written = ports.files.append(ports.path, bytes, { sync: true });
      onWritten = ports.writing(events);
      await written;
      remains = undefined;
      position = { sequence: position.sequence + events.length, torn: false };
      // They do not wait any more: who is told and looks must not see them twice.
      inWrite = [];
    } catch (error) {
      return toFileError(error);
    }
    // Not above: whatever becomes of it, the events are on disk and must not be written again.
    onWritten();
    return undefined;
  }

  function report(error: FileError | undefined): void {
    // Another window's turn is over soon: whoever waited has been told, and where nothing else waits it is nobody's trouble.
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
