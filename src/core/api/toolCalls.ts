/**
 * Assembles tool calls from their parts. Gemini behind compatibility layers omits `index`, or sends
 * the same one for several calls, so a part belongs to the call with its id, else to the latest
 * call with its index, else to the latest call.
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
  /**
   * In the order in which they began. With `cut`, returns only calls whose arguments are complete
   * JSON: others may have been truncated.
   */
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
      // A call known by its index may get its id late. Any other new id starts a call.
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

/**
 * If a call already has a name and complete arguments, another name starts the next call. This
 * happens on servers that send no ids.
 */
function beginsAnother(call: Pending, delta: ToolCallDelta): boolean {
  return delta.name !== undefined && call.name !== '' && isWhole(call.arguments);
}

/** A proper prefix of a JSON object is never valid JSON. */
function isWhole(text: string): boolean {
  return parseJson(text) !== undefined;
}
