/**
 * Full-text search in all stored conversations. After the first search the texts are cached, up to
 * a limit.
 */
import type { Attachment, Conversation } from '../model/conversation.ts';
import { boundaryAfter, boundaryBefore } from '../base/graphemes.ts';
import type { ConversationSummary, SearchHit } from './storeTypes.ts';

export interface TextSource {
  readonly summary: ConversationSummary;
  /**
   * Undefined if the conversation can't be read, or if its bytes show that it doesn't contain all
   * of `words`, so that it need not be parsed.
   */
  load(words: readonly RegExp[]): Promise<Conversation | undefined>;
}

export interface Search {
  /**
   * Finds messages that contain every word of the query, ignoring case and Unicode normalization (é
   * as one character or two). Newest conversations first, at most `limit` messages. A matching
   * title counts for the first message.
   */
  find(query: string, sources: readonly TextSource[], limit: number): Promise<readonly SearchHit[]>;
}

interface Texts {
  readonly updatedAt: number;
  readonly messages: readonly { readonly id: string; readonly text: string }[];
  readonly size: number;
}

/** Maximum characters in the cache, at most two bytes each. */
const cacheLimit = 32 * 1024 * 1024;
/** Number of conversations read in parallel. */
const lanes = 8;
/** Characters of an excerpt on each side of the match. */
const around = 60;

export function createSearch(): Search {
  const cache = new Map<string, Texts>();
  let cached = 0;

  async function textsOf(source: TextSource, words: readonly RegExp[]): Promise<Texts | undefined> {
    const { summary } = source;
    const known = cache.get(summary.id);
    if (known?.updatedAt === summary.updatedAt) return known;
    const conversation = await source.load(words);
    if (conversation === undefined) return undefined;
    const texts = textsIn(conversation);
    // Another search may have cached it in the meantime.
    cached += texts.size - (cache.get(summary.id)?.size ?? 0);
    cache.set(summary.id, texts);
    for (const [id, oldest] of cache) {
      if (cached <= cacheLimit) break;
      cache.delete(id);
      cached -= oldest.size;
    }
    return texts;
  }

  return {
    async find(query, sources, limit) {
      const words = query
        .normalize('NFC')
        .split(/\s+/)
        .filter((word) => word !== '');
      if (words.length === 0) return [];
      const patterns = words.map((word) => new RegExp(escaped(word), 'iu'));
      const hits: SearchHit[] = [];
      for (let start = 0; start < sources.length && hits.length < limit; start += lanes) {
        // Read in parallel, searched in order.
        const batch = sources.slice(start, start + lanes);
        const found = await Promise.all(batch.map((source) => textsOf(source, patterns)));
        for (const [at, source] of batch.entries()) collect(source, found[at]);
      }
      return hits;

      function collect(source: TextSource, texts: Texts | undefined): void {
        if (texts === undefined) return;
        const { summary } = source;
        const title = summary.title.normalize('NFC');
        const inTitle = patterns.every((pattern) => pattern.test(title));
        for (const [index, message] of texts.messages.entries()) {
          if (hits.length >= limit) return;
          const text = inTitle && index === 0 ? `${title}\n${message.text}` : message.text;
          if (!patterns.every((pattern) => pattern.test(text))) continue;
          hits.push({ summary, messageId: message.id, excerpt: excerpt(text, patterns[0]) });
        }
      }
    },
  };
}

/**
 * Returns true if a journal may contain all the words, judging by its bytes. Always true if the
 * journal has deltas, which may split a word. A word with characters that JSON escapes is assumed
 * to be there.
 */
export function mayHold(bytes: Uint8Array, words: readonly RegExp[]): boolean {
  const text = new TextDecoder().decode(bytes).normalize('NFC');
  if (text.includes('"type":"delta"')) return true;
  return words.every((word) => /["\\\p{Cc}]/u.test(word.source) || word.test(text));
}

function textsIn(conversation: Conversation): Texts {
  const messages = conversation.messages.map(({ id, text, attachments }) => ({
    id,
    text: [text, ...attachments.map(textOf)].join('\n').normalize('NFC'),
  }));
  const size = messages.reduce((sum, { text }) => sum + text.length, 0);
  return { updatedAt: conversation.updatedAt, messages, size };
}

function textOf(attachment: Attachment): string {
  return attachment.kind === 'image' ? attachment.name : `${attachment.name}\n${attachment.text}`;
}

/** Returns one line, cut at grapheme boundaries and marked with `…` where it was cut. */
function excerpt(text: string, pattern: RegExp | undefined): string {
  const match = pattern?.exec(text);
  const at = match?.index ?? 0;
  const start = boundaryBefore(text, at - around);
  const end = boundaryAfter(text, at + (match?.[0].length ?? 0) + around);
  const cut = text.slice(start, end).replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`;
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
