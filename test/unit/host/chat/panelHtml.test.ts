import assert from 'node:assert/strict';
import { panelHtml } from '../../../../src/host/chat/panelHtml.ts';

describe('the panel’s page', () => {
  const html = panelHtml('https://x.test/webview.js', 'https://x.test/webview.css', 'abc123');
  const [, policy = ''] =
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html) ?? [];

  it('promise 16: has a policy that is closed but for two files with the nonce and pictures in data', () => {
    assert.deepEqual(policy.split('; '), [
      `default-src 'none'`,
      `script-src 'nonce-abc123'`,
      `style-src 'nonce-abc123'`,
      'img-src data:',
      `base-uri 'none'`,
      `form-action 'none'`,
    ]);
    assert.doesNotMatch(policy, /unsafe|https?:|\*|strict-dynamic|blob:/);
  });

  it('promise 16: sets the policy before all else that it loads, and has no script or style of its own', () => {
    const first = (mark: string) => html.indexOf(mark);
    assert.ok(first('Content-Security-Policy') < first('<link'));
    assert.ok(first('Content-Security-Policy') < first('<script'));
    assert.deepEqual(html.match(/<script[^]*?<\/script>|<link[^>]*>|<style|\son\w+=/g), [
      '<link rel="stylesheet" nonce="abc123" href="https://x.test/webview.css">',
      '<script nonce="abc123" src="https://x.test/webview.js"></script>',
    ]);
  });
});
