/** Parses the settings, validating every value: a settings file is written by hand. */
import { defaultBaseUrl, readAddress } from '../api/address.ts';
import { isRecord } from '../base/guards.ts';
import { defaultMaxTokens, parseParameters } from '../api/parameters.ts';
import type { ErrorDetail, Parameters, TimeLimits } from '../api/types.ts';

export interface Settings {
  readonly baseUrl: string;
  readonly model: string;
  readonly parameters: Parameters;
  readonly stream: boolean;
  /** Tokens. */
  readonly contextWindow: number;
  /** Added to the built-in system prompt. */
  readonly systemPrompt: string;
  /** Language of responses, for example `German`. Empty for the language of the question. */
  readonly language: string;
  readonly limits: TimeLimits;
  /**
   * The first invalid setting. Nothing is sent until it is corrected. The fields above contain its
   * default.
   */
  readonly problem?: ErrorDetail;
}

/**
 * Must equal the defaults in package.json, which a test checks. The context window is Google's
 * value for the model.
 */
export const defaultSettings: Settings = {
  baseUrl: defaultBaseUrl,
  model: 'google/gemini-2.0-flash-exp',
  parameters: { maxTokens: defaultMaxTokens },
  stream: true,
  contextWindow: 1_048_576,
  systemPrompt: '',
  language: '',
  limits: { connect: 15, firstByte: 120, idle: 60 },
};

/** `get` returns a setting's value by its name without `laplas.`, or undefined if it isn't set. */
export function parseSettings(get: (name: string) => unknown): Settings {
  let problem: ErrorDetail | undefined;

  function read<T>(name: string, parse: (value: unknown) => T | undefined, rule: string, or: T): T {
    const value = get(name);
    if (value === undefined || value === null) return or;
    const parsed = parse(value);
    if (parsed === undefined) {
      problem ??= { kind: 'badSetting', setting: `laplas.${name}`, problem: rule };
    }
    return parsed ?? or;
  }

  const baseUrl = read('baseUrl', filled, 'must be a web address', defaultSettings.baseUrl);
  const address = readAddress(baseUrl);
  if ('error' in address) problem ??= address.error;
  const model = read('model', filled, 'must name a model', defaultSettings.model);
  const stream = read('stream', boolean, 'must be true or false', defaultSettings.stream);
  const contextWindow = read(
    'contextWindow',
    windowSize,
    'must be a whole number, at least 1024',
    defaultSettings.contextWindow,
  );
  const systemPrompt = read('systemPrompt', text, 'must be a text', defaultSettings.systemPrompt);
  const language = read('language', languageName, 'must name a language', defaultSettings.language);
  const limits = read(
    'requestTimeout',
    timeLimits,
    'must give connect, firstByte and idle a number of seconds each, at least 0',
    defaultSettings.limits,
  );
  const parsed = parseParameters((spec) => get(spec.setting.slice('laplas.'.length)));
  problem ??= parsed.problem;
  return {
    baseUrl,
    model,
    parameters: { ...defaultSettings.parameters, ...parsed.parameters },
    stream,
    contextWindow,
    systemPrompt,
    language,
    limits,
    ...(problem === undefined ? {} : { problem }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Accepts a name only, not additional instructions: one line, at most 60 characters. */
function languageName(value: unknown): string | undefined {
  const trimmed = text(value)?.trim();
  return trimmed === undefined || trimmed.length > 60 || /[\r\n]/.test(trimmed)
    ? undefined
    : trimmed;
}

function filled(value: unknown): string | undefined {
  const trimmed = text(value)?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function windowSize(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1024 ? value : undefined;
}

/** Omitted limits use their defaults. */
function timeLimits(value: unknown): TimeLimits | undefined {
  if (!isRecord(value)) return undefined;
  const { connect, firstByte, idle } = { ...defaultSettings.limits, ...value };
  return isLimit(connect) && isLimit(firstByte) && isLimit(idle)
    ? { connect, firstByte, idle }
    : undefined;
}

/**
 * At most one day. A timer's maximum is 24.8 days; with a longer delay it would fire immediately.
 */
function isLimit(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 86_400;
}
