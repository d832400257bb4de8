/** Keeps a key out of what is shown or logged: servers and proxies repeat headers in their error messages. */

/** Anything shorter is no key, and taking it out would only garble the text. */
const shortestKey = 4;

/** A function that puts `[key]` in the place of the key, plain, URL-encoded or in base64 at any offset. */
export function createRedactor(key: string | undefined): (text: string) => string {
  if (key === undefined || key.length < shortestKey) return (text) => text;
  const forms = [key, encodeURIComponent(key), ...base64Forms(key)];
  const pattern = new RegExp(forms.map(literally).join('|'), 'g');
  return (text) => text.replace(pattern, '[key]');
}

/**
 * The characters that the key has in base64 whatever stands around it: at each of the three offsets that it can have in a group of three
 * bytes, without those at the ends, which depend on its neighbours.
 */
function base64Forms(key: string): string[] {
  const bytes = new TextEncoder().encode(key);
  if (bytes.length < 6) return [];
  return [0, 1, 2].flatMap((offset) => {
    const padded = '\0'.repeat(offset) + String.fromCharCode(...bytes);
    const whole = padded.slice(0, padded.length - (padded.length % 3));
    const stable = btoa(whole).slice(Math.ceil((offset * 8) / 6));
    return [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
