/**
 * Validates a completion request against the API's documentation page: the type and range of every
 * documented field. Unknown fields are ignored, because the API allows additional properties. Where
 * the page is silent, OpenAI's conventions apply: the parts of a content array, `tool_calls` and
 * `tool_call_id` in messages, the values of `tool_choice`.
 */
import { isRecord } from '../../src/core/base/guards.ts';
import type { CompletionRequest } from './wire.ts';

/** An invalid field. `path` is its location, such as `messages[0].role`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export type Validation =
  | { readonly ok: true; readonly request: CompletionRequest }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Report = (path: string, message: string) => void;

const roles: readonly unknown[] = ['system', 'user', 'assistant', 'tool'];
const toolChoices: readonly unknown[] = ['none', 'auto', 'required'];

export function validate(body: unknown): Validation {
  const errors: FieldError[] = [];
  const request = checked(body, (path, message) => errors.push({ path, message }));
  return request !== undefined && errors.length === 0
    ? { ok: true, request }
    : { ok: false, errors };
}

function checked(body: unknown, report: Report): CompletionRequest | undefined {
  if (!isRecord(body)) {
    report('', 'Expected a JSON object.');
    return undefined;
  }
  if (typeof body['model'] !== 'string') report('model', required(body['model'], 'a string'));
  checkMessages(body['messages'], report);
  checkNumber(body, 'max_tokens', { min: 1 }, report);
  checkNumber(body, 'temperature', { max: 2 }, report);
  checkNumber(body, 'top_p', { min: 0.1, max: 1 }, report);
  checkNumber(body, 'frequency_penalty', { nullable: true }, report);
  checkNumber(body, 'presence_penalty', { nullable: true }, report);
  if (body['stream'] !== undefined && typeof body['stream'] !== 'boolean') {
    report('stream', 'Expected true or false.');
  }
  checkLogitBias(body['logit_bias'], report);
  const tools = checkTools(body['tools'], report);
  checkToolChoice(body['tool_choice'], tools, report);
  // `stop` isn't validated, because the page allows any value. Only strings have an effect.
  return body as unknown as CompletionRequest;
}

function checkNumber(
  body: Record<string, unknown>,
  field: string,
  range: { readonly min?: number; readonly max?: number; readonly nullable?: boolean },
  report: Report,
): void {
  const value = body[field];
  if (value === undefined || (value === null && range.nullable === true)) return;
  if (typeof value !== 'number') {
    report(field, range.nullable === true ? 'Expected a number or null.' : 'Expected a number.');
  } else if (range.min !== undefined && value < range.min) {
    report(field, `Must be at least ${range.min}, is ${value}.`);
  } else if (range.max !== undefined && value > range.max) {
    report(field, `Must be at most ${range.max}, is ${value}.`);
  }
}

function checkMessages(messages: unknown, report: Report): void {
  if (!Array.isArray(messages)) {
    report('messages', required(messages, 'an array of messages'));
    return;
  }
  if (messages.length === 0) report('messages', 'Must hold at least one message.');
  messages.forEach((message: unknown, index) => {
    checkMessage(message, `messages[${index}]`, report);
  });
}

function checkMessage(message: unknown, path: string, report: Report): void {
  if (!isRecord(message)) {
    report(path, 'Expected an object with role and content.');
    return;
  }
  if (!roles.includes(message['role'])) {
    report(`${path}.role`, required(message['role'], `one of ${roles.join(', ')}`));
  }
  optionalString(message, 'name', path, report);
  optionalString(message, 'tool_call_id', path, report);
  if (message['role'] === 'tool' && message['tool_call_id'] === undefined) {
    report(`${path}.tool_call_id`, 'Required in a message of the role tool.');
  }
  const calls = message['tool_calls'];
  if (calls !== undefined) checkToolCalls(calls, `${path}.tool_calls`, report);
  const mayBeEmpty = message['role'] === 'assistant' && Array.isArray(calls) && calls.length > 0;
  const content = message['content'];
  if (mayBeEmpty && (content === null || content === undefined)) return;
  checkContent(content, `${path}.content`, report);
}

function checkContent(content: unknown, path: string, report: Report): void {
  if (typeof content === 'string') return;
  if (!Array.isArray(content)) {
    report(path, required(content, 'a string or an array of parts'));
    return;
  }
  content.forEach((part: unknown, index) => {
    checkPart(part, `${path}[${index}]`, report);
  });
}

function checkPart(part: unknown, path: string, report: Report): void {
  if (!isRecord(part)) {
    report(path, 'Expected an object with a type.');
  } else if (part['type'] === 'text') {
    if (typeof part['text'] !== 'string')
      report(`${path}.text`, required(part['text'], 'a string'));
  } else if (part['type'] === 'image_url') {
    const image = part['image_url'];
    const url = isRecord(image) ? image['url'] : undefined;
    if (typeof url !== 'string') report(`${path}.image_url.url`, required(url, 'a string'));
    else if (!/^(data:image\/|https?:\/\/)/.test(url)) {
      report(`${path}.image_url.url`, 'Expected a data:image/… or http(s) address.');
    }
  } else {
    report(`${path}.type`, required(part['type'], 'text or image_url'));
  }
}

function checkToolCalls(calls: unknown, path: string, report: Report): void {
  if (!Array.isArray(calls)) {
    report(path, 'Expected an array of tool calls.');
    return;
  }
  calls.forEach((call: unknown, index) => {
    const at = `${path}[${index}]`;
    if (!isRecord(call)) {
      report(at, 'Expected an object with id, type and function.');
      return;
    }
    if (typeof call['id'] !== 'string') report(`${at}.id`, required(call['id'], 'a string'));
    if (call['type'] !== 'function') report(`${at}.type`, required(call['type'], 'function'));
    const target = isRecord(call['function']) ? call['function'] : {};
    for (const field of ['name', 'arguments']) {
      if (typeof target[field] !== 'string') {
        report(`${at}.function.${field}`, required(target[field], 'a string'));
      }
    }
  });
}

function checkLogitBias(bias: unknown, report: Report): void {
  if (bias === undefined) return;
  if (!isRecord(bias)) {
    report('logit_bias', 'Expected an object of token ids and numbers.');
    return;
  }
  for (const [token, value] of Object.entries(bias)) {
    if (typeof value !== 'number') report(`logit_bias.${token}`, 'Expected a number.');
  }
}

/** Returns the names of the tools, to validate the tool choice. */
function checkTools(tools: unknown, report: Report): readonly unknown[] {
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) {
    report('tools', 'Expected an array of tools.');
    return [];
  }
  return tools.map((tool: unknown, index) => {
    const path = `tools[${index}]`;
    if (!isRecord(tool)) {
      report(path, 'Expected an object with type and function.');
      return undefined;
    }
    if (tool['type'] !== 'function') report(`${path}.type`, required(tool['type'], 'function'));
    const target = tool['function'];
    if (!isRecord(target)) {
      report(`${path}.function`, required(target, 'an object'));
      return undefined;
    }
    const name = target['name'];
    if (typeof name !== 'string' || name === '') {
      report(`${path}.function.name`, required(name, 'a string that is not empty'));
    }
    optionalString(target, 'description', `${path}.function`, report);
    if (target['parameters'] !== undefined && !isRecord(target['parameters'])) {
      report(`${path}.function.parameters`, 'Expected an object: a JSON schema.');
    }
    return name;
  });
}

function checkToolChoice(choice: unknown, tools: readonly unknown[], report: Report): void {
  if (choice === undefined || toolChoices.includes(choice)) {
    if (choice === 'required' && tools.length === 0) {
      report('tool_choice', 'required needs at least one tool in tools.');
    }
    return;
  }
  const target = isRecord(choice) ? choice['function'] : undefined;
  const name = isRecord(target) ? target['name'] : undefined;
  if (!isRecord(choice) || choice['type'] !== 'function' || typeof name !== 'string') {
    report(
      'tool_choice',
      `Expected one of ${toolChoices.join(', ')}, or an object that names one function.`,
    );
  } else if (!tools.includes(name)) {
    report('tool_choice.function.name', 'Names no tool of tools.');
  }
}

function optionalString(
  record: Record<string, unknown>,
  field: string,
  path: string,
  report: Report,
): void {
  if (record[field] !== undefined && typeof record[field] !== 'string') {
    report(`${path}.${field}`, 'Expected a string.');
  }
}

function required(value: unknown, what: string): string {
  return value === undefined ? `Required: ${what}.` : `Expected ${what}.`;
}
