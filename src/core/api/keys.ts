/** Which key goes to which origin. A key is bound to the origin that it was given for, and goes nowhere else. */
import { defaultBaseUrl, type Address } from './address.ts';
import { isRecord, parseJson, textOf } from '../base/guards.ts';
import type { ErrorDetail } from './types.ts';

/** Keys by origin, as they are kept in the secret storage. */
export type KeyRing = Readonly<Record<string, string>>;

/** A key from the environment, and the address given beside it, by the same hand. */
export interface EnvironmentKey {
  readonly key: string;
  readonly baseUrl?: string;
}

export type KeyChoice =
  | { readonly key: string }
  /** The environment's key has not been allowed to go to this origin: the user is to be asked. */
  | { readonly ask: { readonly key: string; readonly origin: string } }
  | { readonly error: ErrorDetail };

/** `allowed` are the origins that the user let the environment's key go to. */
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
 * The stored text with this key added or replaced, everything else in it unchanged. Undefined where the stored text isn't a
 * key ring: it may be a later version's, so it is never overwritten.
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

/** From what the secret storage gave; anything else than a key ring is an empty one. */
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

/** What is wrong with a key that somebody typed, as a sentence; undefined when nothing is. Spaces around it do not count. */
export function keyProblem(typed: string): string | undefined {
  const key = typed.trim();
  if (key === '') return 'Enter an API key, or press Escape to cancel.';
  if (/\s/.test(key)) return 'API keys contain no spaces or line breaks.';
  // What fetch accepts in a header: anything else would fail later, with a message that nobody understands.
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
