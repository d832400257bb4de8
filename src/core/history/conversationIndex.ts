/**
 * The list of conversations, without reading every journal: a file stores a summary of each, which
 * is valid only if the journal's size and time have not changed. If the file is lost or damaged, it
 * is rebuilt from the journals.
 */
import { isFileError } from '../base/fileError.ts';
import { isRecord } from '../base/guards.ts';
import type { Files, Log } from '../base/ports.ts';
import { crc32 } from './crc32.ts';
import { decode } from './journal.ts';
import { chatPath, chatsFolder, idOfChat, indexPath } from './paths.ts';
import { replay, summarize, unreadableTitle } from './replay.ts';
import { isNumber, isText, isTime } from './storedShapes.ts';
import type { Stat } from './stat.ts';
import type { ConversationSummary } from './storeTypes.ts';

interface IndexRow {
  readonly summary: ConversationSummary;
  /**
   * The journal's stat when the summary was made. Absent if this window has written to the journal
   * since.
   */
  readonly stat?: Stat;
}

/** What is known of a chat. `entry` is absent if the chat does not exist. */
interface Known {
  readonly entry?: IndexRow;
  /**
   * Sequence number of the look (a check of the disk) that this comes from. Results of later looks
   * take precedence.
   */
  readonly look: number;
}

export interface ConversationIndex {
  /** Checks the journals on disk, the given ones or all, and reads those that have changed. */
  refresh(ids?: Iterable<string>): Promise<void>;
  /**
   * Pinned conversations first, then the newest first. Excludes conversations that never got a
   * message.
   */
  list(): readonly ConversationSummary[];
  /** The ids of conversations that never got a message. */
  empty(): readonly string[];
  get(id: string): ConversationSummary | undefined;
  /** Stores the summary of a conversation that this window has just written. */
  set(summary: ConversationSummary): void;
  /** Saves the list for the next start. A failure is only logged: the next start takes longer. */
  save(): Promise<void>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/**
 * Number of files checked in parallel: enough to use the disk well, without blocking other work.
 */
const lanes = 16;

export function createConversationIndex(files: Files, log: Log): ConversationIndex {
  const known = new Map<string, Known>();
  let looks = 0;
  let loaded: Promise<void> | undefined;
  let saved = true;

  /** Ignored if a later look has already provided a result. */
  function learn(id: string, entry: IndexRow | undefined, look: number): void {
    if ((known.get(id)?.look ?? 0) > look) return;
    known.set(id, entry === undefined ? { look } : { entry, look });
    saved = false;
  }

  async function load(): Promise<void> {
    try {
      for (const entry of parseIndex(await files.read(indexPath))) {
        if (!known.has(entry.summary.id)) known.set(entry.summary.id, { entry, look: 0 });
      }
    } catch (error) {
      if (!isFileError(error) || error.kind !== 'notFound')
        log.warn('The list of chats was unreadable and is rebuilt');
    }
  }

  async function refreshOne(id: string): Promise<void> {
    const before = known.get(id)?.entry;
    const look = ++looks;
    try {
      const stat = await files.stat(chatPath(id));
      if (before?.stat?.size === stat.size && before.stat.modified === stat.modified) return;
      const bytes = await files.read(chatPath(id));
      const conversation = replay(id, decode(bytes));
      // If the file was written between `stat` and `read`, store no stat, so that the summary
      // counts as outdated.
      const isWhole = bytes.length === stat.size;
      learn(
        id,
        conversation && { summary: summarize(conversation), ...(isWhole ? { stat } : {}) },
        look,
      );
    } catch (error) {
      if (!isFileError(error)) throw error;
      if (error.kind !== 'notFound') log.warn(`A chat cannot be read: ${error.message}`);
      else if (before !== undefined) learn(id, undefined, look);
    }
  }

  function summaries(): ConversationSummary[] {
    return [...known.values()].flatMap(({ entry }) => entry?.summary ?? []);
  }

  return {
    async refresh(ids) {
      await (loaded ??= load());
      if (ids === undefined) {
        const look = ++looks;
        const names = await files.list(chatsFolder);
        const present = new Set(names.flatMap((name) => idOfChat(name) ?? []));
        for (const [id, { entry }] of [...known]) {
          if (entry !== undefined && !present.has(id)) learn(id, undefined, look);
        }
        ids = present;
      }
      await each(ids, refreshOne);
    },
    list: () =>
      summaries()
        .filter((summary) => !isEmpty(summary))
        .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt),
    empty: () =>
      summaries()
        .filter(isEmpty)
        .map(({ id }) => id),
    get: (id) => known.get(id)?.entry?.summary,
    set(summary) {
      learn(summary.id, { summary }, ++looks);
    },
    async save() {
      if (saved) return;
      try {
        const outdated = [...known].filter(([, { entry }]) => entry && entry.stat === undefined);
        await each(
          outdated.map(([id]) => id),
          refreshOne,
        );
        // What is learned from here on isn't in the file, and is saved the next time.
        saved = true;
        const entries = [...known.values()].flatMap(({ entry }) => entry ?? []);
        await files.replace(indexPath, formatIndex(entries));
      } catch (error) {
        saved = false;
        log.warn(`The list of chats was not saved: ${error instanceof Error ? error.message : ''}`);
      }
    },
  };
}

function isEmpty({ messageCount, title }: ConversationSummary): boolean {
  return messageCount === 0 && title !== unreadableTitle;
}

/** Runs `work` for each item, with limited concurrency. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].reverse();
  const lane = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** `<crc32> <JSON>`. The checksum detects damage, as in the journal. */
function formatIndex(entries: readonly IndexRow[]): Uint8Array {
  const json = JSON.stringify(entries);
  return encoder.encode(`${crc32(encoder.encode(json))} ${json}`);
}

function parseIndex(bytes: Uint8Array): readonly Required<IndexRow>[] {
  const text = decoder.decode(bytes);
  const blank = text.indexOf(' ');
  const json = text.slice(blank + 1);
  if (text.slice(0, blank) !== String(crc32(encoder.encode(json)))) throw new Error('checksum');
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Required<IndexRow> {
  if (!isRecord(value) || !isRecord(value['summary']) || !isRecord(value['stat'])) return false;
  const { summary, stat } = value;
  return (
    isText(summary['id']) &&
    isText(summary['title']) &&
    isTime(summary['createdAt']) &&
    isTime(summary['updatedAt']) &&
    typeof summary['pinned'] === 'boolean' &&
    isNumber(summary['messageCount']) &&
    isNumber(stat['size']) &&
    isNumber(stat['modified'])
  );
}
