/** Converts parameters to the text of their fields, and back. */
import type { ParameterSpec } from '../../core/api/parameters.ts';
import { parseParameters } from '../../core/api/parameters.ts';
import type { Parameters } from '../../core/api/types.ts';

/** One line per stop sequence or bias (`token id: bias`); empty if the parameter is unset. */
export function parameterText(parameters: Parameters, spec: ParameterSpec): string {
  const value = parameters[spec.name];
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (value instanceof Array) return value.join('\n');
  return Object.entries(value)
    .map(([token, bias]) => `${token}: ${bias}`)
    .join('\n');
}

/** The parameters with one of them parsed from the text, or why the text is invalid. */
export function withParameter(
  parameters: Parameters,
  spec: ParameterSpec,
  text: string,
): { readonly parameters: Parameters } | { readonly problem: string } {
  const value = valueOf(spec, text);
  const parsed = parseParameters(({ name }) => (name === spec.name ? value : parameters[name]));
  return parsed.problem === undefined
    ? { parameters: parsed.parameters }
    : { problem: `${spec.label} ${parsed.problem.problem}.` };
}

function valueOf({ type }: ParameterSpec, text: string): unknown {
  if (text.trim() === '') return undefined;
  const lines = text.split('\n').filter((line) => line !== '');
  switch (type) {
    case 'integer':
    case 'number':
      return Number(text);
    case 'strings':
      return lines;
    case 'biases':
      return Object.fromEntries(
        lines.map((line) => {
          const [token = '', bias = ''] = line.split(':');
          const isToken = /^\d{1,10}$/.test(token.trim());
          return [token.trim(), isToken && bias.trim() !== '' ? Number(bias) : undefined];
        }),
      );
  }
}
