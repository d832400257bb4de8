/**
 * Puts tool calls together from their pieces. Gemini behind compatibility layers leaves `index` out, or gives several calls the same one,
 * so a piece belongs to the call with its id, else to the latest with its index, else to the latest of all.
 */
import type { ToolCallDelta } from './chunk.ts';
import { parseJson } from '../base/guards.ts';
import type { ToolCall } from './types.ts';

interface Pending {
  readonly key: number;
  id: string | undefined;
  name: string;
  arguments: string;
}

export interface ToolCalls {
  add(delta: ToolCallDelta): void;
  readonly count: number;
  /** In the order in which they began. With `cut`, only those whose arguments are whole JSON: the rest may have been cut off. */
  list(options: { readonly cut: boolean }): readonly ToolCall[];
}

export function createToolCalls(): ToolCalls {
  const calls: Pending[] = [];
  const byId = new Map<string, Pending>();
  const byIndex = new Map<number, Pending>();

  function find(delta: ToolCallDelta): Pending {
    if (delta.id !== undefined) {
      const known = byId.get(delta.id);
      if (known !== undefined) return known;
      // An index whose call has had no id so far may get it late; any other new id begins a call.
      const waiting = delta.index === undefined ? undefined : byIndex.get(delta.index);
      return waiting !== undefined && waiting.id === undefined && !beginsAnother(waiting, delta)
        ? waiting
        : begin();
    }
    const latest = delta.index === undefined ? calls.at(-1) : byIndex.get(delta.index);
    return latest === undefined || beginsAnother(latest, delta) ? begin() : latest;
  }

  function begin(): Pending {
    const call = { key: calls.length, id: undefined, name: '', arguments: '' };
    calls.push(call);
    return call;
  }

  return {
    add(delta) {
      if (delta.id === undefined && delta.name === undefined && !delta.arguments) return;
      const call = find(delta);
      if (delta.id !== undefined) {
        call.id = delta.id;
        byId.set(delta.id, call);
      }
      if (delta.index !== undefined) byIndex.set(delta.index, call);
      if (delta.name !== undefined && call.name === '') call.name = delta.name;
      call.arguments += delta.arguments ?? '';
    },
    get count() {
      return calls.length;
    },
    list({ cut }) {
      return calls
        .filter((call) => call.name !== '' && (!cut || isWhole(call.arguments)))
        .map((call) => ({
          id: call.id ?? `call_${call.key}`,
          name: call.name,
          arguments: call.arguments,
        }));
    },
  };
}

/** A name for a call that has one, and whose arguments are whole already, is the next call of a server that gives no ids. */
function beginsAnother(call: Pending, delta: ToolCallDelta): boolean {
  return delta.name !== undefined && call.name !== '' && isWhole(call.arguments);
}

/** No proper beginning of a JSON object is one itself. */
function isWhole(text: string): boolean {
  return parseJson(text) !== undefined;
}
