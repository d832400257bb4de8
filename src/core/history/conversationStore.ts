/** Implements the conversation store (storeTypes.ts) with journals, locks and an index. */
import type { Conversation } from '../model/conversation.ts';
import { reduce } from '../model/reduce.ts';
import { fileError, isFileError } from '../base/fileError.ts';
import type { Clock, FileError, Files, Log, NewId } from '../base/ports.ts';
import { createConversationFile } from './conversationFile.ts';
import type { ConversationFile } from './conversationFile.ts';
import { crc32 } from './crc32.ts';
import { decode } from './journal.ts';
import type { Journal } from './journal.ts';
import { createLocks } from './locks.ts';
import { createChangeFeed } from './changeFeed.ts';
import { chatPath, isId } from './paths.ts';
import { purge } from './purge.ts';
import type { Alone } from './purge.ts';
import { removeChat, restoreChat } from './removal.ts';
import { interruptStreaming, replay, summarize } from './replay.ts';
import { createSearch, mayHold } from './search.ts';
import { statOf } from './stat.ts';
import type { ConversationStore, OpenedConversation } from './storeTypes.ts';
import { createConversationIndex, each } from './conversationIndex.ts';

export interface HistoryPorts {
  /** In the extension's own folder, which all windows share. */
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
  /**
   * Called when a conversation can't be saved, and with undefined when it can be again. For a
   * warning that is displayed as long as the problem lasts.
   */
  readonly onProblem?: (id: string, error: FileError | undefined) => void;
}

interface Found {
  readonly journal: Journal;
  readonly conversation: Conversation;
  /** The file's size in bytes. */
  readonly size: number;
}

/** Milliseconds between checks for changes by other windows. */
const pollInterval = 1_000;
const refreshInterval = 60_000;
const newsInterval = 200;

/**
 * Reads and writes nothing before the first call.
 *
 * - A non-durable `append` resolves when the events are accepted. While the disk fails, it rejects
 *   with the reason, but its events stay in memory and are written when the disk works again.
 *   Callers need not await it.
 * - A durable `append` rejects unless all of its events are on disk. Then none of them is stored.
 */
export function createHistory(ports: HistoryPorts): ConversationStore {
  const { files, clock, log } = ports;
  const owner = ports.newId();
  const locks = createLocks(files, clock, owner);
  const changeFeed = createChangeFeed(files, owner);
  const index = createConversationIndex(files, log);
  const search = createSearch();
  const chats = new Map<string, ConversationFile>();
  const listeners = new Set<() => void>();
  /**
   * Conversations that are displayed here and written by another window, with the size of their
   * file at the last check.
   */
  const watched = new Map<string, number>();
  let refreshedAt = Number.NEGATIVE_INFINITY;
  let cancelPoll: (() => void) | undefined;
  let cancelNews: (() => void) | undefined;
  let purging: Promise<void> | undefined;
  const unpublished = new Set<string>();

  function chatOf(id: string): ConversationFile {
    const known = chats.get(id);
    if (known !== undefined) return known;
    const chat = createConversationFile({
      files,
      clock,
      log,
      locks,
      id,
      tag: crc32(new TextEncoder().encode(ports.newId())).toString(16),
      onWritten(conversation, events) {
        index.set(summarize(conversation));
        if (events.some((event) => event.type !== 'delta')) changed(id);
      },
      onProblem: (error) => ports.onProblem?.(id, error),
    });
    chats.set(id, chat);
    return chat;
  }

  /**
   * Notifies this window and the others after a short delay, once for several changes: a request
   * must not wait for a list update.
   */
  function changed(id: string): void {
    unpublished.add(id);
    cancelNews ??= clock.after(newsInterval, () => {
      void publish();
      notify();
    });
  }

  async function publish(): Promise<void> {
    cancelNews?.();
    cancelNews = undefined;
    const ids = [...unpublished];
    unpublished.clear();
    for (const id of ids) await changeFeed.publish(id);
  }

  function notify(): void {
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        log.error(`A listener failed: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
  }

  async function read(id: string): Promise<Found | undefined> {
    const bytes = await readIfThere(chatPath(id));
    if (bytes === undefined) return undefined;
    const journal = decode(bytes);
    const conversation = replay(id, journal);
    return conversation && { journal, conversation, size: bytes.length };
  }

  async function readIfThere(path: string): Promise<Uint8Array | undefined> {
    try {
      return await files.read(path);
    } catch (error) {
      if (isFileError(error) && error.kind === 'notFound') return undefined;
      throw error;
    }
  }

  async function loadForSearch(
    id: string,
    words: readonly RegExp[],
  ): Promise<Conversation | undefined> {
    const live = chats.get(id)?.view();
    if (live !== undefined) return live;
    const bytes = await files.read(chatPath(id)).catch(() => undefined);
    return bytes !== undefined && mayHold(bytes, words) ? replay(id, decode(bytes)) : undefined;
  }

  async function open(id: string): Promise<OpenedConversation | undefined> {
    const chat = chats.get(id);
    const live = chat?.view();
    if (live !== undefined) return { conversation: live, readOnly: false, warnings: [] };
    if (!isId(id)) return undefined;
    return chat === undefined ? openOnDisk(id) : chat.inTurn(() => openOnDisk(id));
  }

  async function openOnDisk(id: string): Promise<OpenedConversation | undefined> {
    let elsewhere = (await locks.heldByOthers()).has(id);
    for (;;) {
      const found = await read(id);
      if (found === undefined) return undefined;
      const before = elsewhere;
      elsewhere = (await locks.heldByOthers()).has(id);
      // If the chat's writer changed during the read, the file has newer content.
      if (elsewhere === before) return opened(id, found, elsewhere);
    }
  }

  function opened(id: string, found: Found, elsewhere: boolean): OpenedConversation {
    const { journal } = found;
    if (elsewhere) watched.set(id, found.size);
    const whole = (chats.get(id)?.waiting() ?? []).reduce<Conversation>(
      (conversation, event) => reduce(conversation, event) ?? conversation,
      elsewhere ? found.conversation : interruptStreaming(found.conversation),
    );
    return {
      conversation: whole,
      readOnly: elsewhere || journal.newer,
      warnings: warningsOf(journal, elsewhere),
    };
  }

  /** Checks for changes by other windows. Resolves with true if there are any. */
  async function lookAround(): Promise<boolean> {
    const ids = await changeFeed.poll();
    if (ids === 'all' || clock.monotonic() - refreshedAt > refreshInterval) {
      refreshedAt = clock.monotonic();
      await index.refresh();
      return true;
    }
    await index.refresh(ids);
    return ids.size > 0 || (await watchedChanged());
  }

  async function watchedChanged(): Promise<boolean> {
    if (watched.size === 0) return false;
    const held = await locks.heldByOthers();
    let any = false;
    for (const [id, before] of watched) {
      const size = (await statOf(files, chatPath(id)))?.size ?? 0;
      if (size !== before || !held.has(id)) any = true;
      if (held.has(id)) watched.set(id, size);
      else watched.delete(id);
    }
    return any;
  }

  function keepPolling(): void {
    cancelPoll ??= clock.after(pollInterval, () => {
      cancelPoll = undefined;
      void poll();
    });
  }

  async function poll(): Promise<void> {
    try {
      if (await lookAround()) notify();
    } catch (error) {
      log.debug(`The chats could not be looked at: ${error instanceof Error ? error.message : ''}`);
    }
    if (listeners.size > 0) keepPolling();
  }

  async function purgeQuietly(): Promise<void> {
    try {
      const alone: Alone = (id, work) => chatOf(id).alone(work);
      const gone = await purge(files, clock, alone, index.empty());
      if (gone > 0) log.info(`${gone} files of deleted chats and unfinished writes were removed`);
    } catch (error) {
      log.debug(`Not all was tidied up: ${error instanceof Error ? error.message : ''}`);
    }
  }

  async function move(id: string, to: 'removed' | 'back'): Promise<void> {
    if (!isId(id)) throw noId();
    const work = to === 'removed' ? removeChat : restoreChat;
    await chatOf(id).move(to, () => work(files, id));
    await index.refresh([id]);
    changed(id);
  }

  return {
    async list() {
      await lookAround();
      purging ??= purgeQuietly();
      return index.list();
    },
    open,
    append(id, events, { durable }) {
      if (!isId(id)) return Promise.reject(noId());
      watched.delete(id);
      return chatOf(id).append('type' in events ? [events] : events, durable);
    },
    remove: (id) => move(id, 'removed'),
    restore: (id) => move(id, 'back'),
    async search(query, limit) {
      await lookAround();
      const sources = index.list().map((summary) => ({
        summary,
        load: (words: readonly RegExp[]) => loadForSearch(summary.id, words),
      }));
      return search.find(query, sources, limit);
    },
    async flush() {
      await each(chats.values(), (chat) => chat.flush());
    },
    onDidChange(listener) {
      listeners.add(listener);
      keepPolling();
      return () => {
        listeners.delete(listener);
      };
    },
    async dispose() {
      cancelPoll?.();
      listeners.clear();
      await purging;
      const failures: unknown[] = [];
      for (const chat of chats.values()) {
        await chat.release().catch((error: unknown) => failures.push(error));
        await chat.stop();
      }
      await publish();
      await index.save();
      await locks.dispose();
      if (failures[0] instanceof Error) throw failures[0];
    },
  };
}

function noId(): FileError {
  return fileError('denied', 'Not the id of a chat');
}

function warningsOf(journal: Journal, elsewhere: boolean): readonly string[] {
  if (journal.newer)
    return ['This chat was made by a newer version of Laplas: it can be read, not changed.'];
  return [
    ...(journal.lost === 0
      ? []
      : [
          `A part of this chat was damaged on disk (${journal.lost === 1 ? 'one entry' : `${journal.lost} entries`}). What can be read is shown; the damaged file is kept.`,
        ]),
    ...(elsewhere ? ['Another window is writing this chat.'] : []),
  ];
}
