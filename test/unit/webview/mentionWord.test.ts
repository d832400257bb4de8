import assert from 'node:assert/strict';
import { rankPaths } from '../../../src/core/context/rank.ts';
import { mentionAt } from '../../../src/webview/composer/mentionWord.ts';

const queryOf = (text: string) => mentionAt(text, text.length)?.query;

describe('an @ in a message', () => {
  it('looks for files wherever people write it', () => {
    for (const before of [
      // After brackets and quotes: cline/cline#14235, vanilla/vanilla#2652, julianlam/nodebb-plugin-mentions#225.
      'see (',
      'see [',
      'see "',
      "see '",
      'see “',
      'siehe „',
      'voir «',
      // After a colon: nextcloud/text#8468.
      'files:',
      'one,',
      // In Chinese, Japanese and Korean text: ichord/At.js#117, ant-design/ant-design#15694, storytold/artcraft#1374.
      '各位',
      '从',
      'これは',
      '파일',
    ]) {
      for (const at of ['@', '＠']) {
        const text = `${before}${at}src/a`;
        assert.deepEqual(
          mentionAt(text, text.length),
          { start: before.length, end: text.length, query: 'src/a' },
          text,
        );
      }
    }
  });

  it('may be the one of a Japanese keyboard', () => {
    // mattermost/mattermost#34302, outline/outline#11951
    assert.equal(queryOf('＠money'), 'money');
    assert.equal(queryOf('見て ＠src/money'), 'src/money');
    assert.equal(queryOf('me＠example'), undefined);
  });

  it('takes names with any letters and marks but spaces', () => {
    // PCIRCLE-AI/memesh#379
    for (const name of ['app/[slug]/page', 'Button(copy)', "KT's", 'R&D', 'c++lib', '𠮟d/a']) {
      assert.equal(queryOf(`see @${name}`), name);
    }
  });

  it('looks for nothing in an address or in the version of a package', () => {
    // openchamber/openchamber#1612, tloncorp/tlon-apps#4668
    for (const text of [
      'user@email.com',
      'npx @scope/pkg@latest',
      'me@',
      'a.b+c@x',
      'git@host:x',
    ]) {
      assert.equal(queryOf(text), undefined, text);
    }
  });
});

describe('the files that are offered', () => {
  it('are found in either Unicode form, and named as the disk names them', () => {
    for (const [path, query] of [
      ['docs/grössen.md', 'grö'], // zed-industries/zed#30503
      ['Bestätigung.html', 'bestätigung'], // sharkdp/fd#1535
      ['학점인정.md', '학점'], // lidge-jun/aside-codemode#30
      ['Veränderung.txt', 'änderung'], // doublecmd/doublecmd#2674
      ['Relevé de situation.pdf', 'relevé'], // beancount/fava#983
    ] as const) {
      for (const [disk, typed] of [
        ['NFD', 'NFC'],
        ['NFC', 'NFD'],
      ] as const) {
        const stored = path.normalize(disk);
        assert.deepEqual(rankPaths([stored, 'a.ts'], query.normalize(typed), 5), [stored]);
      }
    }
  });

  it('are found by a part of a path with spaces', () => {
    // pingdotgg/t3code#2625, RooCodeInc/Roo-Code#3044, cline/cline#13391
    for (const query of ['MYFILE', 'MY', 'docs/MY', 'docs/MYFILE.md']) {
      assert.deepEqual(rankPaths(['docs/MY FILE.md'], query, 5), ['docs/MY FILE.md'], query);
    }
  });
});
