/**
 * Chooses the API key for an origin. A key is never sent to an origin other than the one it was set
 * for.
 */
import { defaultBaseUrl, type Address } from './address.ts';
import { isRecord, parseJson, textOf } from '../base/guards.ts';
import type { ErrorDetail } from './types.ts';

/** Keys by origin, as stored in the secret storage. */
export type KeyRing = Readonly<Record<string, string>>;

/**
 * A key from the environment, with the base URL from the environment, if any. Both were set by the
 * same person.
 */
export interface EnvironmentKey {
  readonly key: string;
  readonly baseUrl?: string;
}

export type KeyChoice =
  | { readonly key: string }
  /** The user has not allowed the environment's key for this origin yet and must be asked. */
  | { readonly ask: { readonly key: string; readonly origin: string } }
  | { readonly error: ErrorDetail };

/** `allowed` lists the origins that the user has approved for the environment's key. */
export function chooseKey(
  address: Address,
  ring: KeyRing,
  environment: EnvironmentKey | undefined,
  allowed: readonly string[],
): KeyChoice {
  const { origin, loopback } = address;
  const own = Object.hasOwn(ring, origin) ? ring[origin] : undefined;
  if (own !== undefined) return { key: own };
  if (environment !== undefined) {
    const isFree =
      loopback ||
      origin === new URL(defaultBaseUrl).origin ||
      origin === originOf(environment.baseUrl) ||
      allowed.includes(origin);
    return isFree ? { key: environment.key } : { ask: { key: environment.key, origin } };
  }
  const hasOther = Object.keys(ring).length > 0;
  return { error: hasOther ? { kind: 'keyOrigin', origin } : { kind: 'noKey' } };
}

/**
 * Returns the stored text with this key added or replaced, everything else unchanged. Undefined if
 * the stored text isn't a key ring: a later version may have written it, so it must not be
 * overwritten.
 */
export function withKey(
  stored: string | undefined,
  origin: string,
  key: string,
): string | undefined {
  const ring = stored === undefined || stored === '' ? {} : parseJson(stored);
  if (!isRecord(ring)) return undefined;
  const others = Object.entries(ring).filter(([other]) => other !== origin);
  return JSON.stringify(Object.fromEntries([...others, [origin, key]]));
}

/** Parses the stored text. Anything that isn't a key ring gives an empty one. */
export function parseKeyRing(stored: string | undefined): KeyRing {
  const value = parseJson(stored ?? '');
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([origin, key]) => {
      const text = textOf(key);
      return text === undefined ? [] : [[origin, text]];
    }),
  );
}

/**
 * Validates a key that the user typed. Returns a sentence, or undefined if the key is valid.
 * Surrounding spaces are ignored.
 */
export function keyProblem(typed: string): string | undefined {
  const key = typed.trim();
  if (key === '') return 'Enter an API key, or press Escape to cancel.';
  if (/\s/.test(key)) return 'API keys contain no spaces or line breaks.';
  // `fetch` accepts only these characters in a header. Others would fail later, with an error that
  // users can't understand.
  if (!/^[\x21-\x7e]+$/.test(key)) return 'API keys contain only ASCII characters.';
  return undefined;
}

function originOf(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined) return undefined;
  try {
    return new URL(baseUrl).origin;
  } catch {
    return undefined;
  }
}
