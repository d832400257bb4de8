import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import { fromMarkdown } from '../../../src/core/history/markdownImport.ts';
import { fromJson } from '../../../src/core/history/jsonTransfer.ts';
import { counter } from './testing.ts';

const now = Date.UTC(2026, 0, 1);

const message = (id: string, parentId: string | null, given: object = {}) => ({
  ...{ id, parentId, role: 'user', text: `text of ${id}`, attachments: [], state: 'complete' },
  ...{ createdAt: 1 },
  ...given,
});
const chat = (messages: readonly object[], given: object = {}) => ({
  ...{ id: 'c', title: 'T', createdAt: 1, updatedAt: 1, pinned: false, messages, head: null },
  ...given,
});

function read(conversations: readonly object[], laplas: unknown = 1): Conversation {
  const text = JSON.stringify({ laplas, conversations });
  const [first] = fromJson(text, counter('n'), now).conversations;
  assert.ok(first);
  return first;
}

const text = (given: object) => ({
  kind: 'file',
  id: 'f',
  name: 'src/main.ts',
  text: 'x',
  ...given,
});

describe('a chat from somebody else', () => {
  it('names no place on this machine, however it is written', () => {
    const places = [
      'file:///home/me/.bashrc',
      // What an attachment names may lead anywhere: wecode-ai/Wegent#3385.
      '/etc/passwd',
      '../../outside.txt',
      'file:///c%3A/Users/me/a.txt',
      'vscode-remote://ssh-remote+host/home/me/a.txt',
      'vscode-userdata:/User/settings.json',
      '\\\\server\\share\\a.txt',
    ];
    for (const kind of ['selection', 'file', 'folder', 'editors', 'problems', 'terminal']) {
      const attachments = places.map((uri) =>
        text({ kind, uri, path: uri, fsPath: uri, range: { start: 1, end: 2, uri } }),
      );
      const imported = read([chat([message('a', null, { attachments, uri: places[0] })])]);
      for (const place of places) {
        assert.ok(!JSON.stringify(imported).includes(JSON.stringify(place).slice(1, -1)), place);
      }
      assert.equal(imported.messages[0]?.attachments[0]?.name, 'src/main.ts');
    }
  });

  it('has no say over files, whatever the part is called that names one', () => {
    const place = '../../../etc/passwd';
    // gptme/gptme#2694, mkreyman/mcp-memory-keeper#36, arben-adm/mcp-sequential-thinking#17, 14790897/MiqroForge-Desktop#1051
    for (const part of ['files', 'filePath', 'file_path', 'cwd', 'workspace', 'owner_client_id']) {
      const attachments = [text({ [part]: place })];
      const own = { [part]: place };
      const imported = read([chat([message('a', null, { ...own, attachments })], own)]);
      assert.ok(!JSON.stringify(imported).includes(place), part);
    }
  });

  it('gets a name of its own in the folder of chats', () => {
    // QwenLM/qwen-code#4064, andrewyng/openworker#55, EricLBuehler/mistral.rs#1958, OrinVoss/ai-friend#309
    for (const id of ['../../../.ssh', '../evil', '../outside_target', '../config', '/etc/x']) {
      const imported = read([chat([message('a', null)], { id })]);
      assert.match(imported.id, /^n-\d+$/);
      assert.ok(!JSON.stringify(imported).includes(id), id);
    }
  });

  it('brings no picture from the disk or the net', () => {
    // obsidianmd/obsidian-importer#464: a picture that is imported is read from the disk.
    for (const url of ['/etc/passwd', 'file:///etc/passwd', 'https://evil.test/p.png', 'x']) {
      const image = { kind: 'image', id: 'i', name: 'p', dataUrl: url, width: 1, height: 1 };
      assert.throws(
        () => read([chat([message('a', null, { attachments: [image] })])]),
        /message 1 is not as Laplas writes them/,
      );
      const parts = [
        { type: 'text', text: 'x' },
        { type: 'image_url', image_url: { url } },
      ];
      const foreign = fromJson(
        JSON.stringify([{ role: 'user', content: parts }]),
        counter('n'),
        now,
      );
      assert.deepEqual(foreign.conversations[0]?.messages[0]?.attachments, []);
      assert.deepEqual(foreign.warnings, ['Left out: 1 part of the type image_url.']);
    }
  });

  it('names none in Markdown', () => {
    const markdown =
      '# T\n\n## You\n\n<!-- 2026-01-01T00:00:00.000Z -->\n\n*Attached: file:///home/me/.bashrc*\n\n```ts\nx\n```\n';
    const [imported] = fromMarkdown(markdown, counter('n'), now).conversations;
    const [attachment] = imported?.messages[0]?.attachments ?? [];
    assert.deepEqual(attachment && Object.keys(attachment).sort(), [
      'id',
      'kind',
      'language',
      'name',
      'text',
    ]);
  });

  it('gets ids that the panel can use, for all that had others', () => {
    for (const id of ['ABC', 'm_1', '', '../x', '__proto__', 'constructor', 'x'.repeat(500)]) {
      const imported = read([chat([message(id, null), message('b', id)], { head: id })]);
      const [first, second] = imported.messages;
      assert.match(first?.id ?? '', /^n-\d+$/);
      assert.equal(second?.parentId, first?.id);
      assert.equal(imported.head, first?.id);
    }
  });

  it('has a title of bounded length, and times that are not to come', () => {
    const late = 8.64e15;
    const imported = read([
      chat([message('a', null, { createdAt: late })], {
        title: '👩‍👩‍👧‍👦'.repeat(100_000),
        createdAt: late,
        updatedAt: late,
      }),
    ]);
    assert.ok(imported.title.length < 15_000 && imported.title.endsWith('👩‍👩‍👧‍👦'));
    assert.deepEqual(
      [imported.createdAt, imported.updatedAt, imported.messages[0]?.createdAt],
      [now, now, now],
    );
  });

  it('brings no image that could not be attached here, and all the rest', () => {
    const image = (dataUrl: string) => ({
      kind: 'image',
      id: 'i',
      name: 'p',
      dataUrl,
      width: 1,
      height: 1,
    });
    const attachments = [
      'data:image/svg+xml;base64,AAAA',
      'data:image/svg+xml,<svg onload="x()"/>',
      'data:image/png;base64,A"A',
      'data:image/x-icon;base64,AAAA',
      'data:image/bmp;base64,AAAA',
      'data:image/png;base64,AAAA',
    ].map(image);
    const value = { laplas: 1, conversations: [chat([message('a', null, { attachments })])] };
    const { conversations, warnings } = fromJson(JSON.stringify(value), counter('n'), now);
    assert.equal(conversations[0]?.messages[0]?.attachments.length, 1);
    assert.deepEqual(warnings, ['Left out: 5 image of an unknown type.']);
  });

  it('is refused where it does not say that it is an export', () => {
    for (const version of [0, -1, 0.5, '1', true, null, {}]) {
      assert.throws(() => read([chat([])], version), /isn’t an export of Laplas/);
    }
    assert.throws(() => read([chat([])], 2), /newer version/);
  });
});
