/** The one table of sampling parameters: settings, request bodies, the manifest's test and the panel's controls come from it. */
import { isRecord } from '../base/guards.ts';
import type { ErrorDetail, Parameters } from './types.ts';

export type ParameterType = 'integer' | 'number' | 'strings' | 'biases';

export interface ParameterSpec {
  readonly name: keyof Parameters;
  /** The setting's full name. */
  readonly setting: string;
  /** The name in the request's body. */
  readonly wire: string;
  readonly label: string;
  readonly type: ParameterType;
  /** Both ends are allowed; absent where the API's page states none. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly help: string;
}

/** Sent where no setting says otherwise: the API's own default of 512 would cut most code. */
export const defaultMaxTokens = 8192;

/**
 * Ranges are those of the API's page. It gives temperature no lower end; 0 is the model's own.
 * `stop` takes one string or several; Laplas always keeps a list.
 */
export const parameterTable: readonly ParameterSpec[] = [
  {
    name: 'maxTokens',
    setting: 'laplas.maxTokens',
    wire: 'max_tokens',
    label: 'Maximum tokens',
    type: 'integer',
    minimum: 1,
    help: 'The most tokens an answer may have.',
  },
  {
    name: 'temperature',
    setting: 'laplas.temperature',
    wire: 'temperature',
    label: 'Temperature',
    type: 'number',
    minimum: 0,
    maximum: 2,
    help: 'Higher is more varied, lower more predictable.',
  },
  {
    name: 'topP',
    setting: 'laplas.topP',
    wire: 'top_p',
    label: 'Top P',
    type: 'number',
    minimum: 0.1,
    maximum: 1,
    help: 'Only the likeliest tokens that together have this probability are chosen from.',
  },
  {
    name: 'frequencyPenalty',
    setting: 'laplas.frequencyPenalty',
    wire: 'frequency_penalty',
    label: 'Frequency penalty',
    type: 'number',
    help: 'Makes a token less likely each time that it came.',
  },
  {
    name: 'presencePenalty',
    setting: 'laplas.presencePenalty',
    wire: 'presence_penalty',
    label: 'Presence penalty',
    type: 'number',
    help: 'Makes a token less likely once it came at all.',
  },
  {
    name: 'stop',
    setting: 'laplas.stop',
    wire: 'stop',
    label: 'Stop at',
    type: 'strings',
    help: 'The answer ends before any of these.',
  },
  {
    name: 'logitBias',
    setting: 'laplas.logitBias',
    wire: 'logit_bias',
    label: 'Logit bias',
    type: 'biases',
    help: 'Makes tokens more or less likely, by token id.',
  },
];

/** Some parameters, each with what it is to be; null unsets it. */
export type ParameterChanges = { readonly [P in keyof Parameters]?: Parameters[P] | null };

export interface ParsedParameters {
  /** What was valid. */
  readonly parameters: Parameters;
  /** The first setting that was not, with what is wrong with it. */
  readonly problem?: ErrorDetail & { kind: 'badSetting' };
}

/**
 * Reads parameters from values of any kind: settings, or what a panel or a file says. Undefined and null are unset;
 * `stop` may be one string. `valueOf` is asked for each line of the table.
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
  // Each entry's type was checked against its line of the table just above.
  const parameters = Object.fromEntries(entries) as Parameters;
  return problem === undefined ? { parameters } : { parameters, problem };
}

/** The parameters with some of them changed; null unsets one. */
export function withChanges(parameters: Parameters, changes: ParameterChanges): Parameters {
  return Object.fromEntries(
    Object.entries({ ...parameters, ...changes }).filter(([, value]) => value !== null),
  );
}

/** What is wrong with a set of parameters, naming the setting; undefined when nothing is. */
export function checkParameters(parameters: Parameters): ErrorDetail | undefined {
  return parseParameters((spec) => parameters[spec.name]).problem;
}

/** The parameters as fields of a request's body. What is unset is left out, but for `max_tokens`. */
export function parameterFields(parameters: Parameters): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = { max_tokens: defaultMaxTokens };
  for (const spec of parameterTable) {
    const value = parameters[spec.name];
    if (value !== undefined) fields[spec.wire] = value;
  }
  return fields;
}

/** Ends a sentence that begins with the setting's name: `must be a number from 0 to 2`. */
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
