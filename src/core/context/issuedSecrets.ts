/**
 * Patterns for secrets in the formats that their issuers document. A match is reported on its own,
 * whatever name it is assigned to.
 */
import { entropy, isPlaceholder, looksDrawn } from './secretValues.ts';

export interface IssuedForm {
  /** Text for the user, such as `an AWS access key`. */
  readonly what: string;
  /** Literal beginnings of the secret. They are searched for first. */
  readonly starts: readonly string[];
  /**
   * Matches from the beginning on; sticky, with a bounded length. `accept` gets the first group, or
   * the whole match if there is no group.
   */
  readonly pattern: RegExp;
  /** May directly follow a letter, a digit or an underscore. */
  readonly anywhere?: true;
  readonly accept?: (value: string) => boolean;
}

const hasDigit = (value: string): boolean => /\d/.test(value) && entropy(value) >= 3;
const isMixed = (value: string): boolean => /\d/.test(value) && /[A-Z]/.test(value);

/** A form with a prefix that only this issuer uses, followed by characters of one kind. */
function prefixed(
  what: string,
  starts: readonly string[],
  rest: string,
  accept: (value: string) => boolean = hasDigit,
): IssuedForm {
  const escaped = starts.map((start) => start.replace(/[.+$]/g, '\\$&')).join('|');
  return { what, starts, pattern: new RegExp(`(?:${escaped})${rest}`, 'y'), accept };
}

export const issuedForms: readonly IssuedForm[] = [
  {
    what: 'a private key',
    starts: ['-----BEGIN '],
    pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/y,
    anywhere: true,
  },
  { what: 'a private key', starts: ['PuTTY-User-Key-File-'], pattern: /PuTTY-User-Key-File-\d: /y },
  prefixed('an age key', ['AGE-SECRET-KEY-1'], '[A-Z0-9]{58}', () => true),
  {
    what: 'an AWS access key',
    starts: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /A(?:KI|SI|BI|CC)A[A-Z2-7]{16}(?![A-Za-z0-9])/y,
    accept: (value) => !/EXAMPLE$/.test(value) && entropy(value) >= 2.5,
  },
  prefixed('an AWS Bedrock key', ['ABSK'], '[A-Za-z0-9+/]{60,200}={0,2}', isMixed),
  prefixed('a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghr_', 'ghs_'], '[A-Za-z0-9_]{36,255}'),
  prefixed('a GitHub token', ['github_pat_'], '[A-Za-z0-9_]{50,255}'),
  prefixed(
    'a GitLab token',
    [
      ...['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glft-', 'glsoat-', 'glimt-', 'glagent-'],
      ...['glffct-', 'gloas-', 'glrtr-'],
    ],
    '[A-Za-z0-9_.-]{20,300}',
  ),
  prefixed('a GitLab token', ['GR1348941'], '[A-Za-z0-9_-]{20,50}'),
  prefixed(
    'a Slack token',
    [
      ...['xoxa-', 'xoxb-', 'xoxe-', 'xoxe.', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xoxc-', 'xoxd-'],
      ...['xapp-'],
    ],
    '[A-Za-z0-9.%-]{20,300}',
  ),
  {
    what: 'a Slack webhook',
    starts: ['hooks.slack.com/'],
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/(T?\w{6,20}\/[AB]?\w{6,20}\/\w{16,60})/y,
    anywhere: true,
    accept: hasDigit,
  },
  {
    what: 'a Discord webhook',
    starts: ['/api/webhooks/'],
    pattern: /\/api\/webhooks\/\d{15,22}\/([\w-]{50,90})/y,
    anywhere: true,
  },
  {
    what: 'a Microsoft Teams webhook',
    starts: ['.webhook.office.com/'],
    pattern: /\.webhook\.office\.com\/webhookb2\/[\w@-]{36,90}\/IncomingWebhook\/([0-9a-f]{32})/y,
    anywhere: true,
  },
  {
    what: 'a Discord token',
    // The token begins with a numeric id in base64.
    starts: ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
    pattern: /[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.([A-Za-z\d_-]{27,40})(?![\w.-])/y,
    accept: isMixed,
  },
  prefixed('a Google API key', ['AIza'], '[\\w-]{35}(?![\\w-])'),
  prefixed('a Google client secret', ['GOCSPX-'], '[\\w-]{24,60}'),
  prefixed('a Google access token', ['ya29.'], '[\\w-]{30,300}', isMixed),
  prefixed('a Google refresh token', ['1//0'], '[\\w-]{38,120}', isMixed),
  prefixed('a Google AI key', ['AQ.Ab'], '[\\w-]{40,120}', isMixed),
  prefixed(
    'a Stripe key',
    ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
    '[A-Za-z0-9+/]{16,250}',
  ),
  prefixed('an npm token', ['npm_'], '[A-Za-z0-9]{36}(?!\\w)'),
  prefixed('a PyPI token', ['pypi-AgE'], '[\\w-]{50,1000}', () => true),
  prefixed('a RubyGems key', ['rubygems_'], '[0-9a-f]{48}(?!\\w)'),
  prefixed('a crates.io token', ['cio'], '[A-Za-z0-9]{32}(?!\\w)', isMixed),
  prefixed('a NuGet key', ['oy2'], '[a-z0-9]{43}(?!\\w)'),
  prefixed('an Anthropic key', ['sk-ant-'], '[\\w-]{20,200}', isMixed),
  prefixed('an OpenRouter key', ['sk-or-v1-'], '[0-9a-f]{48,80}'),
  prefixed(
    'an OpenAI key',
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    '[\\w-]{20,300}',
    isMixed,
  ),
  {
    what: 'an API key',
    starts: ['sk-'],
    pattern: /sk-([A-Za-z0-9_-]{32,200})/y,
    accept: (value) => isMixed(value) || /^[0-9a-f]{32,64}$/.test(value),
  },
  prefixed(
    'a Hugging Face token',
    ['hf_', 'api_org_'],
    '[A-Za-z0-9]{34,40}(?!\\w)',
    (value) => /[A-Z]/.test(value) && entropy(value) >= 3.5,
  ),
  prefixed('a Groq key', ['gsk_'], '[A-Za-z0-9]{40,64}(?!\\w)'),
  prefixed('an xAI key', ['xai-'], '[A-Za-z0-9]{60,100}(?!\\w)'),
  prefixed('a Perplexity key', ['pplx-'], '[A-Za-z0-9]{40,64}(?!\\w)'),
  prefixed('a Replicate token', ['r8_'], '[A-Za-z0-9]{37,40}(?!\\w)'),
  prefixed('a Fireworks key', ['fw_'], '[A-Za-z0-9]{20,30}(?!\\w)', isMixed),
  prefixed('an NVIDIA key', ['nvapi-'], '[\\w-]{60,80}'),
  prefixed('a LangSmith key', ['lsv2_pt_', 'lsv2_sk_'], '[0-9a-f]{32}_[0-9a-f]{10}'),
  prefixed('a Tavily key', ['tvly-'], '[A-Za-z0-9-]{28,60}', isMixed),
  prefixed('a SendGrid key', ['SG.'], '[\\w-]{20,24}\\.[\\w-]{39,50}', isMixed),
  prefixed('a Mailgun key', ['key-'], '[0-9a-f]{32}(?!\\w)'),
  prefixed('a Mailchimp key', ['md-'], '[A-Za-z0-9_-]{22}(?![\\w-])', isMixed),
  prefixed('a Brevo key', ['xkeysib-', 'xsmtpsib-'], '[0-9a-f]{64}-[A-Za-z0-9]{16}'),
  prefixed('a Resend key', ['re_'], '[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}(?!\\w)', isMixed),
  { what: 'a Twilio key', starts: ['SK'], pattern: /SK[0-9a-f]{32}(?!\w)/y, accept: hasDigit },
  prefixed('a DigitalOcean token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], '[0-9a-f]{64}'),
  prefixed(
    'an Atlassian token',
    ['ATATT3', 'ATCTT3', 'ATSTT3', 'ATBB'],
    '[A-Za-z0-9_=-]{28,300}',
    isMixed,
  ),
  {
    what: 'a Telegram bot token',
    starts: [':AA'],
    pattern: /:AA[\w-]{32,33}(?![\w-])/y,
    anywhere: true,
    accept: isMixed,
  },
  prefixed('a Databricks token', ['dapi'], '[0-9a-f]{32}(?:-\\d)?(?!\\w)'),
  prefixed('a Databricks token', ['dose', 'dkea'], '[0-9a-f]{32}(?!\\w)'),
  prefixed('a Shopify token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], '[0-9a-fA-F]{32}'),
  prefixed('a Square token', ['sq0atp-', 'sq0csp-', 'EAAAE'], '[\\w-]{22,80}', isMixed),
  prefixed('a Facebook token', ['EAAC', 'EAAG', 'EAAB'], '[A-Za-z0-9]{80,300}', isMixed),
  prefixed('a New Relic key', ['NRAK-', 'NRII-', 'NRRA-', 'NRJS-'], '[A-Za-z0-9_-]{19,42}'),
  prefixed('a Grafana token', ['glsa_'], '[A-Za-z0-9]{32}_[0-9a-f]{8}'),
  prefixed('a Grafana token', ['glc_'], '[A-Za-z0-9+/]{32,400}={0,2}', isMixed),
  prefixed('a Sentry token', ['sntrys_', 'sntryu_'], '[A-Za-z0-9+/=_]{40,400}'),
  prefixed('a Datadog key', ['ddapp_', 'ddapi_'], '[A-Za-z0-9]{20,60}'),
  prefixed('a PlanetScale token', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], '[\\w.-]{32,64}'),
  prefixed('a Supabase key', ['sbp_', 'sb_secret_'], '[A-Za-z0-9_-]{30,60}'),
  prefixed('a Vercel token', ['vercel_blob_rw_', 'vcp_', 'vck_'], '[A-Za-z0-9_]{24,80}', isMixed),
  prefixed('a Netlify token', ['nfp_'], '[A-Za-z0-9]{36,40}(?!\\w)'),
  prefixed('a Fly.io token', ['FlyV1 fm', 'fo1_'], '[\\w+/=.,-]{40,600}', isMixed),
  prefixed('a Heroku key', ['HRKU-'], '[A-Za-z0-9_-]{36,70}'),
  prefixed('a Terraform token', ['.atlasv1.'], '[A-Za-z0-9_=-]{60,70}', () => true),
  prefixed('a Vault token', ['hvs.', 'hvb.', 'hvr.'], '[\\w-]{24,300}', isMixed),
  prefixed('a Pulumi token', ['pul-'], '[0-9a-f]{40}(?!\\w)'),
  prefixed(
    'a Doppler token',
    ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    '[\\w.-]{40,60}',
  ),
  prefixed('a 1Password token', ['ops_eyJ'], '[A-Za-z0-9+/=_-]{100,2000}', () => true),
  {
    what: 'a 1Password secret key',
    starts: ['A3-'],
    pattern:
      /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/y,
  },
  prefixed('a Docker token', ['dckr_pat_', 'dckr_oat_'], '[\\w-]{27,40}'),
  prefixed('a Notion token', ['ntn_', 'secret_'], '[A-Za-z0-9]{40,50}(?!\\w)', isMixed),
  prefixed('a Linear key', ['lin_api_', 'lin_oauth_'], '[A-Za-z0-9]{40,64}'),
  prefixed('a Figma token', ['figd_', 'figo_'], '[\\w-]{38,50}', isMixed),
  prefixed('a Postman key', ['PMAK-'], '[0-9a-f]{24}-[0-9a-f]{34}'),
  prefixed('an Airtable token', ['pat'], '[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
  prefixed('a HubSpot token', ['pat-na1-', 'pat-eu1-'], '[0-9a-f-]{36}'),
  prefixed('an Azure secret', ['8Q~', '7Q~', '6Q~'], '[\\w~.-]{31,34}', isMixed),
  prefixed('a Cloudflare key', ['v1.0-'], '[0-9a-f]{24}-[0-9a-f]{146}', () => true),
  prefixed('a Buildkite token', ['bkua_', 'bkat_'], '[0-9a-f]{40}'),
  prefixed(
    'a Tailscale key',
    ['tskey-'],
    '(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}',
  ),
  prefixed('an ngrok key', ['cr_'], '[A-Za-z0-9]{26}_[A-Za-z0-9]{20,22}(?!\\w)', isMixed),
  prefixed('a Sourcegraph token', ['sgp_', 'slk_'], '(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40,64}'),
  prefixed('a Contentful token', ['CFPAT-'], '[\\w-]{43}'),
  prefixed('an Artifactory key', ['AKCp'], '[A-Za-z0-9]{69}', isMixed),
  prefixed('a SonarQube token', ['squ_', 'sqp_', 'sqa_'], '[0-9a-f]{40}'),
  prefixed(
    'a Dynatrace token',
    ['dt0c01.', 'dt0s16.', 'dt0s02.'],
    '[A-Z0-9]{24}\\.[A-Z0-9]{64}',
    () => true,
  ),
  prefixed('a Yandex key', ['AQVN', 'y0_Ag'], '[\\w-]{35,60}', isMixed),
  prefixed('a Weights & Biases key', ['wandb_v1_'], '[\\w]{40,120}'),
  prefixed('a Prefect key', ['pnu_', 'pnb_'], '[A-Za-z0-9]{36}(?!\\w)'),
  prefixed('a ReadMe key', ['rdme_'], '[a-z0-9]{70}'),
  prefixed('a Shippo token', ['shippo_live_', 'shippo_test_'], '[0-9a-f]{40}'),
  prefixed('an EasyPost key', ['EZAK', 'EZTK'], '[A-Za-z0-9]{54}', isMixed),
  prefixed('a Duffel token', ['duffel_test_', 'duffel_live_'], '[\\w=-]{43}'),
  prefixed('a Frame.io token', ['fio-u-'], '[\\w=-]{64}'),
  prefixed('a PagerDuty key', ['u+'], '[A-Za-z0-9_-]{18}(?![\\w-])', isMixed),
  prefixed(
    'a Plaid token',
    ['access-sandbox-', 'access-production-', 'access-development-'],
    '[0-9a-f-]{36}',
  ),
  prefixed('an Adobe secret', ['p8e-', 'p8e_'], '[A-Za-z0-9_-]{32}'),
  prefixed('an Alibaba key', ['LTAI'], '[A-Za-z0-9]{17,24}(?!\\w)', isMixed),
  prefixed('a Tencent key', ['AKID'], '[A-Za-z0-9]{32,36}(?!\\w)', isMixed),
  prefixed('an Ionic token', ['ion_'], '[A-Za-z0-9]{42}(?!\\w)', isMixed),
  {
    what: 'a JSON Web Token',
    starts: ['eyJ'],
    pattern: /eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/y,
  },
  {
    what: 'a password in an address',
    starts: ['://'],
    pattern: /:\/\/[^\s/:@"'`<>]{0,100}:([^\s/@"'`<>]{3,100})@[^\s"'`]/y,
    anywhere: true,
    accept: (value) => !isPlaceholder(value) && !/[{}()\\]/.test(value),
  },
  {
    what: 'a password of a command',
    starts: ['-u ', '--user ', '--user=', '-u=', '-U '],
    pattern: /(?:-[uU]|--user)[ =]["']?[\w.@-]{1,60}:([^\s"'@/]{6,100})(?=$|[\s"'])/y,
    accept: looksDrawn,
  },
  {
    what: 'a password of a command',
    starts: ['sshpass -p', 'mysql ', 'mysqldump ', 'mysqladmin '],
    pattern: /(?:sshpass|mysql\w{0,6}\b[^\n|;]{0,100}?) -p ?["']?([^\s"']{6,100})/y,
    accept: looksDrawn,
  },
  {
    // host:port:database:user:password
    what: 'a password of .pgpass',
    starts: [':5432:', ':5433:', ':6432:', ':*:'],
    pattern: /:(?:\d{2,5}|\*):[\w*-]{1,60}:[\w*.-]{1,60}:([^\s:]{6,100})(?=$|\s)/my,
    anywhere: true,
    accept: looksDrawn,
  },
  {
    what: 'credentials in a header',
    starts: ['Bearer ', 'bearer ', 'Basic ', 'basic ', 'BEARER ', 'BASIC '],
    pattern: /(?:bearer|basic) {1,4}([A-Za-z0-9._~+/-]{16,500}={0,2})(?![\w$({.])/iy,
    accept: (value) => looksDrawn(value) || isEncodedPair(value),
  },
];

/** Whether a value is `user:password` in base64, as in HTTP basic authentication. */
function isEncodedPair(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{16,}={0,2}$/.test(value) || !/[a-z]/.test(value) || !/[A-Z0-9]/.test(value))
    return false;
  let bits = 0;
  let count = 0;
  let text = '';
  for (const character of value.replace(/=+$/, '')) {
    bits = (bits << 6) | alphabet.indexOf(character);
    count += 6;
    if (count >= 8) {
      count -= 8;
      text += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  const [user = '', password = ''] = text.split(/:(.*)/s);
  return (
    /^[\x20-\x7e]{2,}$/.test(user) && /^[\x20-\x7e]{3,}$/.test(password) && !isPlaceholder(password)
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
