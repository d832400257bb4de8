/**
 * The file of one conversation that this window writes: its lock, the end of its journal, and the
 * conversation in memory.
 */
import type { ChatEvent, Conversation } from '../model/conversation.ts';
import { reduce } from '../model/reduce.ts';
import { fileError } from '../base/fileError.ts';
import type { Clock, FileError, Files, Log } from '../base/ports.ts';
import { crc32 } from './crc32.ts';
import { baseWriter, condense, decode, encode } from './journal.ts';
import type { Locks } from './locks.ts';
import { backupPath, chatPath, damagedFolder } from './paths.ts';
import { interruptStreaming, replay, streamingIds } from './replay.ts';
import { statOf } from './stat.ts';
import type { Stat } from './stat.ts';
import { createWriter } from './writer.ts';
import type { Position } from './writer.ts';

export interface ConversationFile {
  append(events: readonly ChatEvent[], durable: boolean): Promise<void>;
  /**
   * The conversation including all accepted events. Undefined unless this window certainly holds
   * the lock.
   */
  view(): Conversation | undefined;
  /** Events that are accepted but not on disk yet. */
  waiting(): readonly ChatEvent[];
  flush(): Promise<void>;
  /** Flushes and releases the lock, so that other windows can write. */
  release(): Promise<void>;
  /**
   * Runs `work` while no window writes this chat, in order with this window's appended events.
   * Rejects with `busy` if another window continues to write.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same for work that deletes or restores the chat. While the chat is deleted, events appended
   * without `durable` are rejected.
   */
  move(to: 'removed' | 'back', work: () => Promise<void>): Promise<void>;
  /** The same for read-only work that needs no lock. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Cancels the timers and waits for the write in progress. */
  stop(): Promise<void>;
}

export interface ConversationFilePorts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly locks: Locks;
  readonly id: string;
  /** Unique among all windows and among this window's turns at writing. */
  readonly tag: string;
  /** Must not throw. */
  onWritten(conversation: Conversation, events: readonly ChatEvent[]): void;
  onProblem(error: FileError | undefined): void;
}

/**
 * Milliseconds without a write after which the lock is released, unless a response is streaming.
 */
const idleLimit = 5_000;

export function createConversationFile(ports: ConversationFilePorts): ConversationFile {
  const { files, clock, locks, id } = ports;
  const path = chatPath(id);
  let conversation: Conversation | undefined;
  let lines = 0;
  let inHand = false;
  /** The file's stat when its lock was released. */
  let left: Stat | undefined;
  /** The end of the file after it was compacted, for the next write. */
  let compacted: Position | undefined;
  /**
   * Whether the chat is deleted as far as this window knows, and whether it will be after the
   * pending work.
   */
  let isRemoved = false;
  let willBeRemoved = false;
  let moves = 0;
  let writtenAt = 0;
  let cancelIdle: (() => void) | undefined;

  const writer = createWriter({
    files,
    clock,
    path,
    tag: ports.tag,
    prepare,
    nothing: (first) =>
      conversation === undefined
        ? first
        : { type: 'title', at: clock.now(), title: conversation.title },
    writing(events) {
      const next = events.reduce(reduce, conversation);
      return () => {
        lines += events.length;
        conversation = next;
        waitForIdle();
        if (next !== undefined) ports.onWritten(next, events);
      };
    },
    onProblem: (error) => ports.onProblem(error),
  });

  async function prepare(first: ChatEvent, acknowledged: number): Promise<Position | undefined> {
    // A deleted chat is not locked: the lock would only block the window that restores it.
    if (!inHand && first.type !== 'created' && (await statOf(files, path)) === undefined) {
      throw isGone();
    }
    const lock = await locks.hold(id);
    if (lock === 'kept' && inHand) return undefined;
    inHand = false;
    if (lock === 'refused') throw isBusy();
    try {
      const position = await takeInHand(first, acknowledged);
      inHand = true;
      return position;
    } finally {
      if (!inHand) await locks.release(id);
    }
  }

  async function takeInHand(first: ChatEvent, acknowledged: number): Promise<Position | undefined> {
    const stat = await statOf(files, path);
    if (stat === undefined) {
      if (first.type !== 'created') throw isGone();
      conversation = undefined;
      return { sequence: 0, torn: false };
    }
    // Another window may have restored it.
    isRemoved = false;
    if (moves === 0) willBeRemoved = false;
    const untouched = left?.size === stat.size && left.modified === stat.modified;
    left = undefined;
    if (untouched) return compacted;
    const bytes = await files.read(path);
    const journal = decode(bytes, { writer: ports.tag, after: acknowledged });
    if (journal.newer) {
      throw fileError('newer', 'The chat was made by a newer version of Laplas');
    }
    const read = replay(id, journal);
    conversation = read && interruptStreaming(read, streamingIds(conversation));
    lines = journal.lines;
    if (journal.lost > 0 && conversation !== undefined) return repair(bytes, conversation);
    return { sequence: journal.sequence, torn: journal.torn };
  }

  /** Moves the damaged file aside unchanged, and starts a new file with the readable part. */
  async function repair(bytes: Uint8Array, readable: Conversation): Promise<Position> {
    const name = `${id}~${crc32(bytes).toString(16)}.jsonl`;
    await files.create(`${damagedFolder}/${name}`, bytes);
    ports.log.warn(`A damaged chat was put aside as ${damagedFolder}/${name}`);
    return rewrite(readable);
  }

  async function rewrite(whole: Conversation): Promise<Position> {
    const events = condense(whole);
    await files.replace(path, encode(events, baseWriter, 1));
    lines = events.length;
    return { sequence: lines, torn: false };
  }

  /** Uses a single timer, which checks the time of the last write when it fires. */
  function waitForIdle(): void {
    writtenAt = clock.monotonic();
    cancelIdle ??= clock.after(idleLimit, letGoIfIdle);
  }

  function letGoIfIdle(): void {
    cancelIdle = undefined;
    const left = writtenAt + idleLimit - clock.monotonic();
    if (left > 0) cancelIdle = clock.after(left, letGoIfIdle);
    else if (!writer.idle || streamingIds(conversation).size > 0) waitForIdle();
    else void release().catch(() => undefined);
  }

  function release(): Promise<void> {
    return writer.inTurn(async (failed) => {
      if (failed !== undefined) throw failed;
      stopWaiting();
      if (inHand) await letGo();
    });
  }

  function stopWaiting(): void {
    cancelIdle?.();
    cancelIdle = undefined;
  }

  async function alone<T>(work: () => Promise<T>): Promise<T> {
    return writer.inTurn(async (failed) => {
      // Events of a deleted chat can be written after it is restored.
      if (failed !== undefined && failed.kind !== 'notFound') throw failed;
      stopWaiting();
      await files.close(path);
      if ((await locks.hold(id, 'moment')) === 'refused') throw isBusy();
      inHand = false;
      left = undefined;
      compacted = undefined;
      try {
        return await work();
      } finally {
        await locks.release(id);
      }
    });
  }

  async function move(to: 'removed' | 'back', work: () => Promise<void>): Promise<void> {
    willBeRemoved = to === 'removed';
    moves++;
    try {
      await alone(work);
      isRemoved = to === 'removed';
    } finally {
      moves--;
      if (moves === 0) willBeRemoved = isRemoved;
    }
  }

  /**
   * Rewrites a file of many small events in condensed form. Runs while nothing is pending and the
   * lock is still held. The previous content is stored as a backup.
   */
  async function compact(): Promise<void> {
    if (conversation === undefined || lines < 64 + 8 * conversation.messages.length) return;
    const bytes = await files.read(path);
    const journal = decode(bytes);
    const whole = replay(id, journal);
    if (whole === undefined || journal.newer || journal.lost > 0) return;
    await files.replace(backupPath(id), bytes);
    // The file's content takes precedence: if another window has written after all, its messages
    // are on disk and not in memory.
    conversation = interruptStreaming(whole);
    compacted = await rewrite(conversation);
  }

  async function letGo(): Promise<void> {
    try {
      compacted = undefined;
      await files.close(path);
      // If another window may have held the lock in the meantime, the next writer reads the file
      // again.
      if ((await locks.hold(id)) !== 'kept') return;
      await compact();
      left = await statOf(files, path);
    } catch (error) {
      // The next writer reads the file again.
      left = undefined;
      ports.log.warn(`A chat was not compacted: ${error instanceof Error ? error.message : ''}`);
    } finally {
      inHand = false;
      await locks.release(id);
    }
  }

  function view(): Conversation | undefined {
    if (!inHand || writer.hasWork || !locks.isSure(id)) return undefined;
    return writer.waiting().reduce(reduce, conversation);
  }

  return {
    append(events, durable) {
      const appended = writer.append(events, durable);
      if (!willBeRemoved || durable) return appended;
      // The events stay in memory in case the chat is restored.
      return appended.then(() => Promise.reject(isGone()));
    },
    view,
    waiting: () => writer.waiting(),
    flush: () => writer.flush(),
    release,
    alone,
    move,
    inTurn: (work) => writer.inTurn(() => work()),
    async stop() {
      stopWaiting();
      await writer.stop();
      await files.close(path);
    },
  };
}

function isBusy(): FileError {
  return fileError('busy', 'Another window is writing this chat');
}

function isGone(): FileError {
  return fileError('notFound', 'The chat is not there any more');
}
