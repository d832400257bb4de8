/**
 * The table of sampling parameters. Settings, request bodies, the manifest test and the panel's
 * controls are built from it.
 */
import { isRecord } from '../base/guards.ts';
import type { ErrorDetail, Parameters } from './types.ts';

export type ParameterType = 'integer' | 'number' | 'strings' | 'biases';

export interface ParameterSpec {
  readonly name: keyof Parameters;
  /** The setting's full name, for example `laplas.maxTokens`. */
  readonly setting: string;
  /** The field's name in the request body. */
  readonly wire: string;
  readonly label: string;
  readonly type: ParameterType;
  /** Inclusive. Absent if the API's documentation states no limit. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly help: string;
}

/** Used when no setting gives a value: the API's default of 512 would truncate most code. */
export const defaultMaxTokens = 8192;

/**
 * Ranges are from the API's documentation. It states no minimum for temperature; 0 is the model's
 * own. `stop` takes one string or several; Laplas always stores a list.
 */
export const parameterTable: readonly ParameterSpec[] = [
  {
    name: 'maxTokens',
    setting: 'laplas.maxTokens',
    wire: 'max_tokens',
    label: 'Maximum tokens',
    type: 'integer',
    minimum: 1,
    help: 'Maximum number of tokens in a response.',
  },
  {
    name: 'temperature',
    setting: 'laplas.temperature',
    wire: 'temperature',
    label: 'Temperature',
    type: 'number',
    minimum: 0,
    maximum: 2,
    help: 'Sampling temperature: higher is more random.',
  },
  {
    name: 'topP',
    setting: 'laplas.topP',
    wire: 'top_p',
    label: 'Top P',
    type: 'number',
    minimum: 0.1,
    maximum: 1,
    help: 'Nucleus sampling: considers only the most likely tokens up to this cumulative probability.',
  },
  {
    name: 'frequencyPenalty',
    setting: 'laplas.frequencyPenalty',
    wire: 'frequency_penalty',
    label: 'Frequency penalty',
    type: 'number',
    help: 'Penalizes tokens in proportion to how often they have appeared.',
  },
  {
    name: 'presencePenalty',
    setting: 'laplas.presencePenalty',
    wire: 'presence_penalty',
    label: 'Presence penalty',
    type: 'number',
    help: 'Penalizes tokens that have already appeared.',
  },
  {
    name: 'stop',
    setting: 'laplas.stop',
    wire: 'stop',
    label: 'Stop at',
    type: 'strings',
    help: 'Sequences that stop generation.',
  },
  {
    name: 'logitBias',
    setting: 'laplas.logitBias',
    wire: 'logit_bias',
    label: 'Logit bias',
    type: 'biases',
    help: 'Makes tokens more or less likely, by token ID.',
  },
];

/** Changes to parameters. Null unsets a parameter. */
export type ParameterChanges = { readonly [P in keyof Parameters]?: Parameters[P] | null };

export interface ParsedParameters {
  /** The valid parameters. */
  readonly parameters: Parameters;
  /** The first invalid setting and its problem. */
  readonly problem?: ErrorDetail & { kind: 'badSetting' };
}

/**
 * Parses parameters from values of any type, such as settings, the panel's messages or a file.
 * Undefined and null mean unset. `stop` may be a single string. `valueOf` is called for each row of
 * the table.
 */
export function parseParameters(valueOf: (spec: ParameterSpec) => unknown): ParsedParameters {
  const entries: [string, unknown][] = [];
  let problem: ParsedParameters['problem'];
  for (const spec of parameterTable) {
    const raw = valueOf(spec);
    if (raw === undefined || raw === null) continue;
    const value = spec.type === 'strings' && typeof raw === 'string' ? [raw] : raw;
    const wrong = problemOf(spec, value);
    if (wrong === undefined) entries.push([spec.name, value]);
    else problem ??= { kind: 'badSetting', setting: spec.setting, problem: wrong };
  }
  // Each value was checked against its row of the table above.
  const parameters = Object.fromEntries(entries) as Parameters;
  return problem === undefined ? { parameters } : { parameters, problem };
}

/** Returns the parameters with changes applied. Null unsets a parameter. */
export function withChanges(parameters: Parameters, changes: ParameterChanges): Parameters {
  return Object.fromEntries(
    Object.entries({ ...parameters, ...changes }).filter(([, value]) => value !== null),
  );
}

/** Returns the first problem, which names the setting, or undefined if all are valid. */
export function checkParameters(parameters: Parameters): ErrorDetail | undefined {
  return parseParameters((spec) => parameters[spec.name]).problem;
}

/**
 * Converts parameters to fields of the request body. Unset parameters are omitted, except
 * `max_tokens`.
 */
export function parameterFields(parameters: Parameters): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = { max_tokens: defaultMaxTokens };
  for (const spec of parameterTable) {
    const value = parameters[spec.name];
    if (value !== undefined) fields[spec.wire] = value;
  }
  return fields;
}

/** The rest of a sentence that begins with the setting's name: `must be a number from 0 to 2`. */
function problemOf(spec: ParameterSpec, value: unknown): string | undefined {
  switch (spec.type) {
    case 'integer':
    case 'number':
      return inRange(spec, value) ? undefined : `must be ${rangeText(spec)}`;
    case 'strings':
      return Array.isArray(value) &&
        value.length > 0 &&
        value.every((item) => typeof item === 'string' && item !== '')
        ? undefined
        : 'must be a text or a list of texts, none of them empty';
    case 'biases':
      return isRecord(value) &&
        Object.values(value).every((bias) => typeof bias === 'number' && Number.isFinite(bias))
        ? undefined
        : 'must give each token id a number';
  }
}

function inRange(spec: ParameterSpec, value: unknown): boolean {
  return (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (spec.type !== 'integer' || Number.isInteger(value)) &&
    value >= (spec.minimum ?? -Infinity) &&
    value <= (spec.maximum ?? Infinity)
  );
}

function rangeText({ type, minimum, maximum }: ParameterSpec): string {
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined)
    return `${noun} from ${minimum} to ${maximum}`;
  return minimum === undefined ? noun : `${noun}, at least ${minimum}`;
}
