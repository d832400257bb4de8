/** Where a link in an answer leads, and whether VS Code shows that before it opens it. */

const schemes = ['http:', 'https:', 'mailto:'];

/** What a mail may say before its writer has seen it (RFC 6068); `attach` would take a file along. */
const mailFields = ['subject', 'body', 'to', 'cc', 'bcc'];

/**
 * The address as it will be opened, in ASCII; undefined for all that is neither of the web nor a mail. The panel and the host both ask here: what
 * is not opened does not look like a link. Chromium's `URL` takes hosts that Node's refuses (`a%20b.test`), so the host is looked at again.
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

/** RFC 3492: something follows the prefix, in letters, digits and single hyphens, and the last part says where the other letters belong. */
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
 * Whether VS Code asks by itself before it opens the address. It does for the web alone, and neither for this computer nor for the
 * domains that it trusts: https://code.visualstudio.com/docs/editing/editingevolved#_outgoing-link-protection. Those that the user
 * told it to trust are known to nobody else, and open as the user wants it.
 *
 * @param address As `externalLink` gives it.
 * @param trusted The domains that VS Code trusts as it comes, `https://*.example.com` say; undefined where nobody knows them.
 */
export function isAskedAbout(address: string, trusted: readonly string[] | undefined): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'mailto:' || trusted === undefined) return false;
  if (/^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return false;
  return !trusted.some((domain) => covers(domain, hostname));
}

/** Of a domain with a star, what follows it counts; a port or a path does not. Where that is too much, two ask instead of one. */
function covers(domain: string, hostname: string): boolean {
  const host = domain.replace(/^[\w+.-]+:\/\//, '').replace(/[/:].*$/s, '');
  const star = host.lastIndexOf('*');
  return star === -1 ? hostname === host : `.${hostname}`.endsWith(host.slice(star + 1));
}
