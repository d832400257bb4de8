import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issuedForms } from '../../../src/core/context/issuedSecrets.ts';
import { findSecrets, describeSecrets } from '../../../src/core/context/secretScanner.ts';
import { secretForms } from './secretForms.ts';

const found = (text: string) => findSecrets(text).map((each) => each.what);
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
      [drawn('sk-proj-', 48), 'an OpenAI key'],
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

  it('is found as people found that other scanners did not', () => {
    const cases = [
      // Yelp/detect-secrets#458
      `env:\n  PASSWORD: dY^5Ke76${'gdSiF'}`,
      `  OPSGENIE_API_KEY: oov9e5e9-3ccb-20c3-1097-${'74gyye7tx42q'}`,
      `URL: https://api.host.io/v1/json/a?apiKey=182663ax-3ccb-20c3-1097-${'3ol15d0wfu45'}`,
      `  GITHUB_TOKEN: 1mlcyz92suir2qzf${'imaeekzb1goo5lveam15hebm'}`,
      // Yelp/detect-secrets#460
      `        - name: SENDGRID_API_KEY\n          value: ${drawn('SG.', 22)}.${drawn('', 43)}`,
      // Yelp/detect-secrets#699, with a password that was drawn
      `String c = "Data Source=a:1521/b;User ID=svc;Password=${drawn('', 16)};";`,
      // byh3071-cpu/vhk#258
      `api_key = "${drawn('', 24)}"`,
    ];
    for (const text of cases) assert.equal(found(text).length, 1, text);
  });

  it('is told by its line, once each', () => {
    const text = `first\n${drawn('ghp_', 36)} ${drawn('npm_', 36)}\nlast`;
    assert.deepEqual(
      findSecrets(text).map((each) => each.line),
      [1],
    );
    assert.equal(describeSecrets(text), 'a GitHub token on line 2');
    assert.equal(describeSecrets(`${text}\n${text}`, 10), 'a GitHub token on line 12, and 1 more');
    assert.equal(describeSecrets('first'), undefined);
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
      // byh3071-cpu/vhk#258
      'status = "missing_api_key"',
      'OPENAI_API_KEY=sk-your-key-goes-here-0123456789',
      // gitleaks/gitleaks#1219
      "tokenizationId: 'f865288c97ca4913887373728b8dfc4c',",
      // twpayne/chezmoi#4679
      '"key": "ctrl+shift+down",',
      // sirwart/ripsecrets#12
      'if ((filterMode == FilterMode.OFFLINE_STORAGE && key.isPersistent2()) || key.isReturnable())',
      // UnitOneAI/SecuritySkills#1105
      `const stripe = Stripe("pk_live_${drawn('', 24)}");`,
      'Sentry.init({ dsn: "https://f3edcba98@o123456.ingest.sentry.io/123" });',
      // laurivosandi in Yelp/detect-secrets#595
      'secretName: my-app-tls-2',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it('promise 20: is looked for in work that grows with the file alone', () => {
    for (const piece of [
      'export function tokenOf(secret: string): string { return secret; } // a=b\n',
      'a',
      'token=',
      'eyJ',
      'eyJaaaaaaaaaa.',
      '://',
      'key key ',
      'password: "',
      'passpasspass',
      '-----BEGIN ',
      'Bearer ',
      'token                                        ',
    ]) {
      assert.ok(workOn(piece.repeat(2_000)) <= 2 * workOn(piece.repeat(1_000)) + slack, piece);
    }
  });

  it('is searched for by patterns without repetition, and looked at in pieces of bounded length', () => {
    const lengths: number[] = [];
    findSecrets('token sk-ant- eyJ password ', (length) => lengths.push(length));
    assert.ok(lengths.length > 3);
    assert.ok(Math.max(...lengths) <= 8_000);
    for (const { pattern } of issuedForms) {
      assert.ok(pattern.sticky, pattern.source);
      assert.doesNotMatch(pattern.source, /(?<!\\)[*+](?![^[]*\])|\{\d+,\}/, pattern.source);
    }
  });

  it('is found in the ways in which secrets are written', () => {
    const missed = secretForms.filter(({ text }) => findSecrets(text).length === 0);
    assert.ok(secretForms.length >= 150);
    assert.ok(missed.length < secretForms.length / 10, missed.map(({ name }) => name).join());
  });

  it('is seldom found in the packages that this project uses', () => {
    const modules = join(import.meta.dirname, '../../../node_modules');
    let files = 0;
    const alarms: string[] = [];
    for (const name of [
      'markdown-it',
      'lit-html',
      'jsonc-parser',
      'zod',
      'undici',
      'semver',
      'mocha',
    ]) {
      const folder = join(modules, name);
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(?:[cm]?[jt]s|json|md)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        files += 1;
        if (findSecrets(readFileSync(path, 'utf8')).length > 0) alarms.push(path);
      }
    }
    assert.ok(files > 500, `${files} files`);
    assert.ok(alarms.length <= 5, alarms.join('\n'));
  });
});

/** Characters that are looked at, each as often as it is. */
function workOn(text: string): number {
  let work = text.length;
  findSecrets(text, (length) => (work += length));
  return work;
}

/** Two pieces more or less at the ends. */
const slack = 20_000;
