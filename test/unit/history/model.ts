/** What the store has been asked and has answered, and what must then be true of each chat: the model of races.test.ts. */
import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import { isFileError } from '../../../src/core/base/fileError.ts';

export type Change = 'say' | 'stream' | 'title' | 'pin' | 'remove' | 'restore';

export interface Call {
  readonly window: number;
  readonly chat: string;
  readonly change: Change;
  /** What was said, the title, or the pin. */
  readonly value: string;
  /** In the order of all that happens. */
  readonly start: number;
  end: number;
  /** `lost` while it is not answered: a window that has died does not answer, and may have done it or not. */
  result: 'done' | 'refused' | 'lost';
}

export interface Model {
  readonly calls: readonly Call[];
  /** A number that is larger each time. */
  tick(): number;
  /** Notes a call and its answer. Only `busy` and, where somebody may have deleted the chat, `notFound` are answers. */
  call(
    call: Pick<Call, 'window' | 'chat' | 'change' | 'value'>,
    run: () => Promise<void>,
  ): Promise<void>;
  /** Messages that must be seen by who opens a chat now. */
  said(chat: string): readonly string[];
  /** Whether a chat may have been out of the list at some time since `start`. */
  mayBeGone(chat: string, start: number): boolean;
  /** Whether a chat may be, or must be, in the list in the end. */
  place(chat: string): ReadonlySet<'here' | 'gone'>;
  /** Holds the chat, brought back if need be, against all that was answered. */
  check(chat: string, found: Conversation | undefined): void;
}

/** @param firstPlace Where each chat lies in the beginning. */
export function createModel(
  firstPlace: ReadonlyMap<string, 'here' | 'gone'>,
  mayBeBusy: () => boolean,
): Model {
  const calls: Call[] = [];
  let ticks = 0;
  const of = (chat: string, ...changes: readonly Change[]): readonly Call[] =>
    calls.filter((call) => call.chat === chat && changes.includes(call.change));

  /** In one window what is asked for later is done later; else where it began after the end. */
  const follows = (later: Call, earlier: Call): boolean =>
    later.window === earlier.window ? later.start > earlier.start : later.start > earlier.end;

  /** What may have had the last word. */
  function last(all: readonly Call[]): { readonly calls: readonly Call[]; readonly none: boolean } {
    const counted = all.filter(({ result }) => result !== 'refused');
    const done = counted.filter(({ result }) => result === 'done');
    return {
      calls: counted.filter((call) => !done.some((other) => follows(other, call))),
      none: done.length === 0,
    };
  }

  function mayBeGone(chat: string, start: number): boolean {
    const place = firstPlace.get(chat);
    const removes = of(chat, 'remove').filter(({ result }) => result !== 'refused');
    const restores = of(chat, 'restore').filter(
      ({ result, end }) => result === 'done' && end < start,
    );
    if (place === 'gone' && !restores.some(({ end }) => end < start)) return true;
    return removes.some((call) => !restores.some((back) => follows(back, call)));
  }

  return {
    calls,
    tick: () => ++ticks,
    async call(asked, run) {
      const call: Call = { ...asked, start: ++ticks, end: Infinity, result: 'lost' };
      calls.push(call);
      try {
        await run();
        call.result = 'done';
      } catch (error) {
        call.result = 'refused';
        assert.ok(isFileError(error), String(error));
        const what = `${call.change} of ${call.chat} in window ${call.window}: ${error.message}`;
        // While what was streamed before waits for the disk, more of it is accepted with a warning.
        if (call.change === 'stream') return;
        if (error.kind === 'busy') assert.ok(mayBeBusy(), what);
        else if (error.kind === 'notFound') assert.ok(mayBeGone(call.chat, call.start), what);
        else assert.fail(what);
      } finally {
        call.end = ++ticks;
      }
    },
    said: (chat) =>
      of(chat, 'say')
        .filter(({ result }) => result === 'done')
        .map(({ value }) => value),
    mayBeGone,
    place(chat) {
      const { calls: moves, none } = last(of(chat, 'remove', 'restore'));
      const places = moves.map(({ change }) => (change === 'remove' ? 'gone' : 'here'));
      const first = firstPlace.get(chat);
      return new Set(none && first !== undefined ? [...places, first] : places);
    },
    check(chat, found) {
      assert.ok(found, `${chat} is lost`);
      const ids = found.messages.map(({ id }) => id);
      for (const { value, result } of of(chat, 'say')) {
        const count = ids.filter((id) => id === value).length;
        if (result === 'done') assert.equal(count, 1, `message ${value} of ${chat}`);
        if (result === 'refused') assert.equal(count, 0, `message ${value} of ${chat} was refused`);
      }
      const text = found.messages[0]?.text ?? '';
      for (const { value, result } of of(chat, 'stream')) {
        const count = text.split(value).length - 1;
        if (result === 'done') assert.equal(count, 1, `${value} in ${text} of ${chat}`);
        else assert.ok(count <= 1, `${value} twice in ${text} of ${chat}`);
      }
      for (const [change, first, value] of [
        ['title', `chat ${chat}`, found.title],
        ['pin', 'false', String(found.pinned)],
      ] as const) {
        const { calls: latest, none } = last(of(chat, change));
        const allowed = [...latest.map((call) => call.value), ...(none ? [first] : [])];
        assert.ok(allowed.includes(value), `${change} of ${chat}: ${value}, not ${allowed.join()}`);
      }
    },
  };
}
