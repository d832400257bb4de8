/** Decides whether the demo calls a tool, and with which arguments. */
import { createHash } from 'node:crypto';

import { isRecord } from '../../../src/core/base/guards.ts';
import { textOf } from '../wire.ts';
import type { CompletionRequest, WireMessage, WireTool, WireToolCall } from '../wire.ts';
import { wordsOf } from './words.ts';

/**
 * The tool calls for the last message. With the choice `auto`, each tool whose name the user
 * mentions, as one word or as several, is called once.
 */
export function toolCallsFor(request: CompletionRequest): readonly WireToolCall[] {
  const tools = request.tools ?? [];
  const last = request.messages.at(-1);
  if (last?.role !== 'user') return [];
  return chosenTools(tools, request.tool_choice ?? 'auto', textOf(last)).map((tool, index) => ({
    id: callId(request, index),
    type: 'function',
    function: {
      name: tool.function.name,
      arguments: JSON.stringify(argumentsFor(tool, textOf(last))),
    },
  }));
}

/** Describes the results of the last tool calls in words. */
export function toolResults(messages: readonly WireMessage[]): string {
  const calls = messages.flatMap((message) => message.tool_calls ?? []);
  const since = messages.findLastIndex((message) => message.role !== 'tool');
  const rows = messages.slice(since + 1).map((message) => {
    const call = calls.find(({ id }) => id === message.tool_call_id);
    const name = call?.function.name ?? message.name ?? 'a tool';
    return `**${name}** says:\n\n\`\`\`\n${textOf(message).slice(0, 2000)}\n\`\`\``;
  });
  return `${rows.join('\n\n')}\n\nThis is the demonstration server: it passes on what the tools say, and makes nothing of it.\n`;
}

function chosenTools(
  tools: readonly WireTool[],
  choice: NonNullable<CompletionRequest['tool_choice']>,
  said: string,
): readonly WireTool[] {
  if (choice === 'none') return [];
  if (typeof choice === 'object') {
    return tools.filter((tool) => tool.function.name === choice.function.name).slice(0, 1);
  }
  const text = said.toLowerCase();
  const named = tools.filter(({ function: { name } }) => {
    const words = wordsOf(name).split(' ');
    return text.includes(name.toLowerCase()) || words.every((word) => text.includes(word));
  });
  return named.length === 0 && choice === 'required' ? tools.slice(0, 1) : named;
}

/**
 * A value for each property that the schema requires, or for all properties if it requires none.
 */
function argumentsFor(tool: WireTool, said: string): unknown {
  const schema = tool.function.parameters ?? {};
  const material: Material = {
    strings: [...said.matchAll(/"([^"]*)"|`([^`]*)`|“([^”]*)”/g)].map(
      (match) => match[1] ?? match[2] ?? match[3] ?? '',
    ),
    numbers: [...said.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0])),
    said,
  };
  return valueFor({ ...schema, type: 'object' }, material, 0);
}

interface Material {
  /** Quoted text in the message. Values are taken from the front. */
  readonly strings: string[];
  readonly numbers: number[];
  readonly said: string;
}

function valueFor(schema: unknown, material: Material, depth: number): unknown {
  // A schema can be nested without limit.
  if (!isRecord(schema) || depth > 8) return null;
  const choices = schema['enum'];
  if (Array.isArray(choices)) {
    const options: readonly unknown[] = choices;
    const said = material.said.toLowerCase();
    return (
      options.find((one) => typeof one === 'string' && said.includes(one.toLowerCase())) ??
      options[0]
    );
  }
  switch ([schema['type']].flat()[0]) {
    case 'object': {
      const properties = isRecord(schema['properties']) ? schema['properties'] : {};
      const required = schema['required'];
      const names = Array.isArray(required)
        ? required.filter((name): name is string => typeof name === 'string')
        : Object.keys(properties);
      return Object.fromEntries(
        names.map((name) => [name, valueFor(properties[name], material, depth + 1)]),
      );
    }
    case 'array':
      return [valueFor(schema['items'], material, depth + 1)];
    case 'integer':
      return Math.trunc(material.numbers.shift() ?? 1);
    case 'number':
      return material.numbers.shift() ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return material.strings.shift() ?? material.said.trim().slice(0, 100);
  }
}

/** Equal requests get equal ids. Two calls in one conversation get different ids. */
function callId(request: CompletionRequest, index: number): string {
  const digest = createHash('sha256').update(JSON.stringify([request.messages, index]));
  return `call_${digest.digest('hex').slice(0, 24)}`;
}
