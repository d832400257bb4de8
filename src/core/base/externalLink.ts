/**
 * Decides which links in a response can be opened, and whether VS Code confirms before it opens
 * them.
 */

const schemes = ['http:', 'https:', 'mailto:'];

/**
 * Allowed header fields of a `mailto:` link (RFC 6068). `attach` is excluded because it would
 * attach a file.
 */
const mailFields = ['subject', 'body', 'to', 'cc', 'bcc'];

/**
 * Returns the address that will be opened, in ASCII, or undefined for anything but web and mail
 * addresses. Used by both the panel and the host, so a link that can't be opened isn't displayed as
 * one. Chromium's `URL` accepts hosts that Node's rejects (`a%20b.test`), so the host is checked
 * again.
 */
export function externalLink(href: string): string | undefined {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return undefined;
  }
  if (url.protocol === 'mailto:') return withoutUnknownFields(url.href);
  if (!schemes.includes(url.protocol)) return undefined;
  return isHost(url.hostname) ? url.href : undefined;
}

function isHost(name: string): boolean {
  if (/^\[[\da-f:.]+\]$/.test(name)) return true;
  return /^[\w.~-]+$/.test(name) && !name.split('.').some(isBadPunycode);
}

/**
 * RFC 3492: the prefix is followed by letters, digits and single hyphens, and the last part encodes
 * the positions of the non-ASCII characters.
 */
function isBadPunycode(label: string): boolean {
  return /^xn--/i.test(label) && !/^xn--(?:[a-z\d-]+-)?[a-z\d]{2,}$/i.test(label);
}

function withoutUnknownFields(address: string): string {
  const [to = '', query] = address.split(/\?(.*)/s, 2);
  if (query === undefined) return address;
  const fields = query.split('&').filter((field) => {
    return mailFields.includes(field.split('=', 1)[0]?.toLowerCase() ?? '');
  });
  return fields.length === 0 ? to : `${to}?${fields.join('&')}`;
}

/**
 * Returns true if VS Code confirms before it opens the address. It does so for web addresses only,
 * except for localhost and trusted domains:
 * https://code.visualstudio.com/docs/editing/editingevolved#_outgoing-link-protection. The domains
 * that the user added to the trusted ones can't be read; they open without confirmation, as the
 * user chose.
 *
 * @param address A result of `externalLink`.
 * @param trusted The domains that VS Code trusts by default, for example `https://*.example.com`.
 * Undefined if they are unknown.
 */
export function isAskedAbout(address: string, trusted: readonly string[] | undefined): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'mailto:' || trusted === undefined) return false;
  if (/^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return false;
  return !trusted.some((domain) => covers(domain, hostname));
}

/**
 * For a domain with a star, only the part after the star is compared. Ports and paths are ignored.
 * If this matches too much, the user is asked twice rather than not at all.
 */
function covers(domain: string, hostname: string): boolean {
  const host = domain.replace(/^[\w+.-]+:\/\//, '').replace(/[/:].*$/s, '');
  const star = host.lastIndexOf('*');
  return star === -1 ? hostname === host : `.${hostname}`.endsWith(host.slice(star + 1));
}
