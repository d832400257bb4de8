import assert from 'node:assert/strict';
import { externalLink, isAskedAbout } from '../../../src/core/base/externalLink.ts';

describe('a link in an answer', () => {
  it('is opened as it is written, escapes and all', () => {
    for (const address of [
      'https://example.com/find?q=a%26b&lang=C%2B%2B',
      'http://localhost:8080/a%2Fb#c%20d',
      'mailto:me@example.com?subject=a%26b',
    ]) {
      assert.equal(externalLink(address), address);
    }
  });

  it('shows a host that only looks like another by what it is', () => {
    assert.equal(externalLink('https://аpple.com/'), 'https://xn--pple-43d.com/');
  });

  it('leads to the web or to a mail, and nowhere else', () => {
    for (const address of [
      'command:x',
      'file:///etc/passwd',
      'vscode://a.b',
      'javascript:1',
      '/x',
    ]) {
      assert.equal(externalLink(address), undefined, address);
    }
  });

  it('has a host that both readers of addresses take', () => {
    for (const address of [
      'https://a b.test/',
      'https://a%20b.test/',
      'https://xn--a/',
      'https://xn--/',
      'https://a.xn--b-.test/',
      'https:///',
      'https://',
    ]) {
      assert.equal(externalLink(address), undefined, address);
    }
    for (const [address, opened] of [
      ['https://ⓔⓥⓘⓛ.test', 'https://evil.test/'],
      ['https://\u{1d41a}.test', 'https://a.test/'],
      ['https://soft\u00adhyphen.test', 'https://softhyphen.test/'],
      ['https://bücher.de', 'https://xn--bcher-kva.de/'],
      ['https://例え.jp/あ', 'https://xn--r8jz45g.jp/%E3%81%82'],
      ['http://[::1]:8080/', 'http://[::1]:8080/'],
      ['http://a_b.test/', 'http://a_b.test/'],
    ] as const) {
      assert.equal(externalLink(address), opened);
    }
  });

  it('takes to a mail what its writer sees, and no file', () => {
    for (const [address, opened] of [
      ['mailto:a@b?attach=/etc/passwd', 'mailto:a@b'],
      ['mailto:a@b?subject=x%26y&attachment=/x&Body=z', 'mailto:a@b?subject=x%26y&Body=z'],
      ['mailto:a@b?cc=c@d&ATTACH=/x', 'mailto:a@b?cc=c@d'],
      ['mailto:a@b?att%61ch=/x', 'mailto:a@b'],
    ] as const) {
      assert.equal(externalLink(address), opened);
    }
  });

  const trusted = ['https://*.microsoft.com', 'https://aka.ms', 'https://github.com/laplas'];

  it('is asked about by VS Code where that does not trust it', () => {
    for (const address of [
      'https://example.com/',
      'http://localhost.example.com/',
      'https://notmicrosoft.com/',
      'https://x.aka.ms/',
      'https://aka.ms@example.com/',
    ]) {
      assert.equal(isAskedAbout(address, trusted), true, address);
    }
  });

  it('is asked about by nobody else where it leads to a mail, this computer or a domain that VS Code trusts', () => {
    for (const address of [
      'mailto:me@example.com',
      'http://localhost:3000/',
      'http://app.localhost/',
      'http://127.0.0.1/',
      'http://[::1]:80/',
      'https://microsoft.com/',
      'https://learn.microsoft.com/x',
      'https://aka.ms/x',
      'https://github.com/laplas',
    ]) {
      assert.equal(isAskedAbout(address, trusted), false, address);
    }
    assert.equal(isAskedAbout('https://example.com/', ['*']), false);
    assert.equal(isAskedAbout('https://example.com/', undefined), false);
  });
});
