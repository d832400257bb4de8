import assert from 'node:assert/strict';
import { looksSecret, secretWords } from '../../../src/core/context/secrets.ts';
import { growth, linear } from '../growth.ts';

const found = (text: string) => looksSecret(text).map((each) => each.what);
/** Put together here, so that no scanner of secrets takes this file for a leak. */
const drawn = (prefix: string, length: number): string =>
  prefix + 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fX'.repeat(8).slice(0, length);

describe('what looks like a secret', () => {
  it('is found in the forms that issuers give it', () => {
    const cases: readonly (readonly [string, string])[] = [
      [`aws_access_key_id = ${'AKIA'}IOSFODNN7EXAMPQ2`, 'an AWS access key'],
      ['-----BEGIN OPENSSH PRIVATE KEY-----\nabc', 'a private key'],
      ['-----BEGIN PGP PRIVATE KEY BLOCK-----', 'a private key'],
      [drawn('ghp_', 36), 'a GitHub token'],
      [drawn('github_pat_', 60), 'a GitHub token'],
      [drawn('glpat-', 20), 'a GitLab token'],
      [drawn('xoxb-', 40), 'a Slack token'],
      [drawn('AIza', 35), 'a Google API key'],
      [drawn('sk_live_', 24), 'a Stripe key'],
      [drawn('npm_', 36), 'an npm token'],
      [drawn('sk-proj-', 48), 'an OpenAI or Anthropic key'],
      [`${drawn('eyJ', 20)}.${drawn('eyJ', 30)}.${drawn('', 40)}`, 'a JSON Web Token'],
      ['postgres://admin:hunter22@db.internal/app', 'a password in an address'],
    ];
    for (const [text, what] of cases) assert.deepEqual(found(text), [what], text);
  });

  it('is found where a name speaks of it and the value looks drawn', () => {
    for (const text of [
      'DB_PASSWORD=k8Jq2vLx9ZtR',
      `API_KEY="${drawn('', 32)}"`,
      `const authToken = '${drawn('', 24)}';`,
      `"clientSecret": "${drawn('', 28)}",`,
      `api-key: ${drawn('', 20)}`,
    ]) {
      assert.match(found(text)[0] ?? '', /looks secret|AWS/, text);
    }
  });

  it('is told by its line, once each', () => {
    const text = `first\n${drawn('ghp_', 36)} ${drawn('npm_', 36)}\nlast`;
    assert.deepEqual(
      looksSecret(text).map((each) => each.line),
      [1],
    );
    assert.equal(secretWords(text), 'a GitHub token on line 2');
    assert.equal(secretWords(`${text}\n${text}`, 10), 'a GitHub token on line 12, and 1 more');
    assert.equal(secretWords('first'), undefined);
  });

  it('is not found in ordinary code and text', () => {
    for (const text of [
      'const token = process.env.GITHUB_TOKEN;',
      'const apiKey = config.get("apiKey");',
      'API_KEY=your-api-key-here',
      'password: "${DB_PASSWORD}"',
      'PASSWORD=<your password>',
      'const passwordHash = await bcrypt.hash(password, 10);',
      'token: CancellationToken',
      'export const accessTokenExpiry = 3600000;',
      'const secretName = "my-service-credentials-2";',
      'if (token === "authorization_code") return;',
      'keyboard: "ArrowUp", monkey: "banana"',
      'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
      'integrity="sha512-AbCd1234EfGh5678IjKl9012MnOp3456QrSt7890UvWx1234YzAb5678=="',
      'id: 123e4567-e89b-12d3-a456-426614174000',
      'https://example.com/path?x=1',
      'http://localhost:3000/a@b',
      'const tokenizer = new Tokenizer(options1, options2);',
      'AKIA is how they begin; sk-something-short too',
      '.token-function { color: var(--token-function) }',
      'max_tokens: 8192, tokens: 1048576000000',
      'Bearer $LAPLAS_API_KEY',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it('is looked for in time that grows with the file alone', () => {
    const code = 'export function tokenOf(secret: string): string { return secret; } // a=b\n';
    assert.deepEqual(looksSecret(code.repeat(20_000)), []);
    for (const text of [
      code.repeat(5_000),
      'a'.repeat(100_000),
      'token='.repeat(12_500),
      `eyJ${'a'.repeat(50_000)}`,
    ]) {
      const grown = growth(looksSecret, text);
      assert.ok(grown < linear, `${text.slice(0, 10)}: ${grown}`);
    }
  });
});
