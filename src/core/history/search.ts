/** Finds words in all kept text. The texts stay in memory after the first search, up to a limit. */
import type { Attachment, Conversation } from '../model/conversation.ts';
import { boundaryAfter, boundaryBefore } from '../base/graphemes.ts';
import type { ConversationSummary, SearchHit } from './store.ts';

export interface TextSource {
  readonly summary: ConversationSummary;
  /**
   * Undefined where it cannot be read, or where a look at the bytes shows that it does not hold all of `words`: then nothing of it
   * needs to be parsed.
   */
  load(words: readonly RegExp[]): Promise<Conversation | undefined>;
}

export interface Search {
  /**
   * Messages that hold every word of the query, in any case and in either Unicode form (é as one character or as two); those of the newest conversations first, at most `limit`. A title
   * that matches counts for the first message.
   */
  find(query: string, sources: readonly TextSource[], limit: number): Promise<readonly SearchHit[]>;
}

interface Texts {
  readonly updatedAt: number;
  readonly messages: readonly { readonly id: string; readonly text: string }[];
  readonly size: number;
}

/** Characters; two bytes each at most. */
const cacheLimit = 32 * 1024 * 1024;
/** Conversations read side by side. */
const lanes = 8;
/** Characters of an excerpt before and after the match. */
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
    // Another search may have read it meanwhile.
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
        // Read side by side, looked through in order.
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
 * Whether a journal may hold all the words, by its bytes alone. Where an answer came in pieces a word may be cut in two, and a
 * character that JSON writes otherwise is not looked for: then it may.
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

/** One line of whole characters, with `…` where it was cut. */
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
