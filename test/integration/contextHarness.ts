/** The context of a chat in a real workspace, with a fake panel. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Attachment } from '../../src/core/model/conversation.ts';
import { createContext, type Context } from '../../src/host/context/context.ts';
import { watchIgnored } from '../../src/host/context/ignored.ts';
import { newId, systemClock } from '../../src/host/base/platform.ts';
import { realPath } from '../../src/node/realPath.ts';
import type { AttachmentChip, ContextSuggestion, ToPanel } from '../../src/shared/protocol.ts';

export interface ContextHarness {
  readonly context: Context;
  readonly posted: readonly ToPanel[];
  /** Writes a file in the workspace. `dispose` removes it. */
  readonly write: (path: string, content: string | Uint8Array) => vscode.Uri;
  /** The suggestions of `@` for this text. */
  readonly offered: (query: string) => Promise<readonly ContextSuggestion[]>;
  /** Attaches the suggestion of `@` with this label. */
  readonly attach: (query: string, label?: string) => Promise<void>;
  /** The chip whose name starts with `name`. */
  readonly chip: (name: string) => AttachmentChip;
  /** The text that is sent for it. */
  readonly text: (name: string) => string;
  readonly dispose: () => void;
}

export function createContextHarness(): ContextHarness {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const written = new Set<string>();
  const posted: ToPanel[] = [];
  const ignored = watchIgnored({ realPath });
  const context = createContext({
    ignored,
    clock: systemClock,
    newId,
    post: (message) => posted.push(message),
    changed: () => undefined,
    prepare: (_conversation, _messages, _continuing) =>
      Promise.resolve({ error: { kind: 'noKey' } }),
    conversation: () => Promise.resolve(undefined),
    draftOptions: () => ({}),
    baseUrl: () => 'https://example.com/v1',
  });
  const attached = (name: string): Exclude<Attachment, { kind: 'image' }> => {
    const found = context.tray.attached().find((each) => each.name.startsWith(name));
    assert.ok(found !== undefined && found.kind !== 'image', `${name} is attached`);
    return found;
  };
  const offered = async (query: string): Promise<readonly ContextSuggestion[]> => {
    // An empty query starts a new choice, as `@` does.
    await context.suggest('');
    await context.suggest(query);
    const last = posted.at(-1);
    return last?.type === 'suggestions' ? last.items : [];
  };
  return {
    context,
    posted,
    write(path, content) {
      const [top = path] = path.split('/');
      written.add(join(folder.uri.fsPath, top));
      const place = join(folder.uri.fsPath, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content);
      return vscode.Uri.file(place);
    },
    offered,
    async attach(query, label = query) {
      const found = (await offered(query)).find((item) => item.label === label);
      assert.ok(found, `${label} is offered`);
      await context.attach(found.reference);
    },
    chip(name) {
      const found = context.tray.chips().find((chip) => chip.name.startsWith(name));
      assert.ok(found, `${name} is a chip`);
      return found;
    },
    text: (name) => attached(name).text,
    dispose() {
      context.dispose();
      ignored.dispose();
      for (const path of written) rmSync(path, { recursive: true, force: true });
    },
  };
}
