/**
 * The list of conversations, without reading them all: a file of summaries that is only believed where size and time of the
 * journal are still those it was made from. Lost or damaged, it is made anew from the journals.
 */
import { isFileError } from '../fileError.ts';
import { isRecord } from '../guards.ts';
import type { Files, Log } from '../ports.ts';
import { crc32 } from './crc32.ts';
import { decode } from './journal.ts';
import { chatPath, chatsFolder, idOfChat, indexPath } from './paths.ts';
import { replay, summarize, unreadableTitle } from './replay.ts';
import { isNumber, isText, isTime } from './shape.ts';
import type { ConversationSummary } from './store.ts';

interface Stat {
  readonly size: number;
  readonly modified: number;
}

interface Entry {
  readonly summary: ConversationSummary;
  /** Of the journal when the summary was made; absent where this window has written to it since. */
  readonly stat?: Stat;
}

export interface Index {
  /** Looks at the journals on disk and reads those that have changed: the ones named, or all. */
  refresh(ids?: Iterable<string>): Promise<void>;
  /** Newest first, pinned ones before the others; without those that were begun and never got a message. */
  list(): readonly ConversationSummary[];
  get(id: string): ConversationSummary | undefined;
  /** What this window has just written. */
  set(summary: ConversationSummary): void;
  delete(id: string): void;
  /** Keeps it for the next start. Failing costs time then, nothing else: it is logged. */
  save(): Promise<void>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Files looked at side by side: enough to keep a disk busy, few enough for the others to be heard. */
const lanes = 16;

export function createIndex(files: Files, log: Log): Index {
  const entries = new Map<string, Entry>();
  let loaded: Promise<void> | undefined;
  let saved = true;

  async function load(): Promise<void> {
    try {
      for (const entry of parseIndex(await files.read(indexPath))) {
        if (!entries.has(entry.summary.id)) entries.set(entry.summary.id, entry);
      }
    } catch (error) {
      if (!isFileError(error) || error.kind !== 'notFound')
        log.warn('The list of chats was unreadable: made anew');
    }
  }

  async function refreshOne(id: string): Promise<void> {
    const known = entries.get(id);
    try {
      const stat = await files.stat(chatPath(id));
      if (known?.stat?.size === stat.size && known.stat.modified === stat.modified) return;
      const bytes = await files.read(chatPath(id));
      const conversation = replay(id, decode(bytes));
      // This window has written to it meanwhile: it knows better.
      if (entries.get(id) !== known) return;
      // Something may have been written between the two looks: then the summary counts as outdated next time.
      if (conversation === undefined) entries.delete(id);
      else
        entries.set(id, {
          summary: summarize(conversation),
          ...(bytes.length === stat.size ? { stat } : {}),
        });
      saved = false;
    } catch (error) {
      if (!isFileError(error)) throw error;
      if (error.kind === 'notFound') saved = !entries.delete(id) && saved;
      else log.warn(`A chat cannot be read: ${error.message}`);
    }
  }

  return {
    async refresh(ids) {
      await (loaded ??= load());
      if (ids === undefined) {
        const names = await files.list(chatsFolder);
        const present = new Set(names.flatMap((name) => idOfChat(name) ?? []));
        for (const id of [...entries.keys()]) if (!present.has(id)) entries.delete(id);
        ids = present;
      }
      await each(ids, refreshOne);
    },
    list: () =>
      [...entries.values()]
        .map((entry) => entry.summary)
        .filter((summary) => summary.messageCount > 0 || summary.title === unreadableTitle)
        .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt),
    get: (id) => entries.get(id)?.summary,
    set(summary) {
      entries.set(summary.id, { summary });
      saved = false;
    },
    delete(id) {
      if (entries.delete(id)) saved = false;
    },
    async save() {
      if (saved) return;
      try {
        saved = true;
        await each(
          [...entries].filter(([, entry]) => entry.stat === undefined).map(([id]) => id),
          refreshOne,
        );
        await files.replace(indexPath, formatIndex([...entries.values()]));
        saved = true;
      } catch (error) {
        saved = false;
        log.warn(`The list of chats was not saved: ${error instanceof Error ? error.message : ''}`);
      }
    },
  };
}

/** Runs `work` for each item, a few at a time. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].reverse();
  const lane = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** `<crc32> <JSON>`, for the same reason as in the journal. */
function formatIndex(entries: readonly Entry[]): Uint8Array {
  const json = JSON.stringify(entries);
  return encoder.encode(`${crc32(encoder.encode(json))} ${json}`);
}

function parseIndex(bytes: Uint8Array): readonly Required<Entry>[] {
  const text = decoder.decode(bytes);
  const blank = text.indexOf(' ');
  const json = text.slice(blank + 1);
  if (text.slice(0, blank) !== String(crc32(encoder.encode(json)))) throw new Error('checksum');
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Required<Entry> {
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
