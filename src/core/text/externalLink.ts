/** Where a link in an answer leads, and whether VS Code shows that before it opens it. */

const schemes = ['http:', 'https:', 'mailto:'];

/** The address as it will be opened, in ASCII; undefined for all that is neither of the web nor a mail. */
export function externalLink(href: string): string | undefined {
  try {
    const url = new URL(href);
    return schemes.includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
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
