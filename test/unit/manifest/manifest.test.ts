import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presets } from '../../../src/core/prompts/presets.ts';
import { parseSettings } from '../../../src/core/model/settings.ts';
import { commandIds, contextKeys, viewId } from '../../../src/host/base/ids.ts';
import { readManifest } from './manifest.ts';
import { canBeTrue, parseWhen, type Values } from './when.ts';

const { contributes, activationEvents, capabilities } = readManifest();
const { commands, menus, submenus, keybindings, configuration, views, viewsContainers } =
  contributes;
const commandNames = new Set(commands.map(({ command }) => command));
const hostFiles = sourcesIn('src/host');
const readme = readFileSync('README.md', 'utf8').replace(
  /<!-- settings:[^]*<!-- \/settings -->/,
  '',
);

/** What a workspace that is not trusted may set: numbers and switches, of which none carries words to the model. */
const openSettings = [
  'laplas.codeActions',
  'laplas.contextWindow',
  'laplas.frequencyPenalty',
  'laplas.maxTokens',
  'laplas.presencePenalty',
  'laplas.requestTimeout',
  'laplas.stream',
  'laplas.temperature',
  'laplas.topP',
];

/** VS Code's own context keys that our clauses read, and the values that they can have. */
const theirs: Readonly<Record<string, Values>> = {
  editorReadonly: [true, undefined],
  editorTextFocus: [true, undefined],
  inputFocus: [true, undefined],
  scmProvider: ['git', undefined],
  view: [viewId, 'workbench.scm'],
};
/** Menus of VS Code that we add to. */
const places = new Set([
  'commandPalette',
  'editor/context',
  'editor/title',
  'scm/title',
  'terminal/context',
  'view/title',
]);

/** Commands of VS Code that a step of the walkthrough offers. */
const ownOfVsCode = new Set(['workbench.action.quickOpen']);
const needCode = new Set(['laplas.rewriteSelection', ...presets.map(({ id }) => `laplas.${id}`)]);

describe('package.json', () => {
  it('names every command once, with a title, and the code knows the same ones', () => {
    assert.deepEqual([...commandNames].sort(), commandIds.map((id) => `laplas.${id}`).sort());
    assert.equal(commandNames.size, commands.length);
    assert.deepEqual(
      commands.filter(({ title, category }) => !isText(title) || category !== 'Laplas'),
      [],
    );
    const titles = commands.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  });

  it('draws only icons that VS Code has', () => {
    for (const { command, icon } of commands) {
      const name = /^\$\(([\w-]+)\)$/.exec(icon ?? '$(add)')?.[1];
      assert.ok(existsSync(`node_modules/@vscode/codicons/src/icons/${name}.svg`), command);
    }
    for (const { icon } of [...Object.values(views), ...Object.values(viewsContainers)].flat()) {
      assert.ok(existsSync(icon), icon);
    }
  });

  it('puts into menus only commands and submenus that there are, each with a group that sorts it', () => {
    for (const [place, items] of Object.entries(menus)) {
      const submenu = submenus.some(({ id }) => id === place);
      assert.ok(submenu || places.has(place), place);
      for (const item of items) {
        const known =
          item.command === undefined
            ? submenus.some(({ id }) => id === item.submenu)
            : commandNames.has(item.command);
        assert.ok(known, `${place}: ${item.command ?? item.submenu}`);
        if (place !== 'commandPalette') assert.ok(isText(item.group), place);
      }
    }
    for (const { id, label } of submenus) {
      assert.ok(isText(label));
      const used = Object.values(menus).flat();
      assert.ok(menus[id] && used.some(({ submenu }) => submenu === id), id);
    }
  });

  it('has no `when` that can never be true, and reads no context key that nobody sets', () => {
    const clauses = [
      ...Object.entries(menus).flatMap(([place, items]) =>
        items.map(({ when, command, submenu }) => ({
          when,
          of: `${place}: ${command ?? submenu}`,
          // The palette may leave out what makes sense in another place alone.
          never: place === 'commandPalette' && shownElsewhere(command),
        })),
      ),
      ...keybindings.map(({ when, command }) => ({ when, of: command, never: false })),
      ...Object.values(views)
        .flat()
        .map(({ when, id }) => ({ when, of: id, never: false })),
    ];
    for (const { when, of, never } of clauses) {
      if (when === undefined || (never && when === 'false')) continue;
      assert.ok(canBeTrue(parseWhen(when), valuesOf), `${of}: ${when}`);
    }
  });

  it('sees through a clause that contradicts itself, and one with a key that nobody sets', () => {
    const values = (key: string): Values | undefined =>
      ({ a: [true, undefined], view: ['x', 'y'] })[key];
    assert.equal(canBeTrue(parseWhen('a && !a'), values), false);
    assert.equal(canBeTrue(parseWhen('view == x && (view == y || view == z)'), values), false);
    assert.equal(canBeTrue(parseWhen('view != x && !(a && view == x)'), values), true);
    assert.throws(() => canBeTrue(parseWhen('laplas.never'), values), /nobody sets/);
  });

  it('has a command for each prompt that comes with Laplas, with the name that the picker shows', () => {
    for (const { id, name } of presets) {
      const title = commands.find(({ command }) => command === `laplas.${id}`)?.title;
      assert.ok(title?.startsWith(name), id);
    }
  });

  it('lets no workspace that is not trusted speak to the model', () => {
    const { supported, restrictedConfigurations, description } = capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.ok(isText(description));
    const restricted = new Set(restrictedConfigurations);
    const { properties } = configuration;
    for (const name of restricted) {
      assert.ok(properties[name], name);
      assert.ok(readme.includes(`\`${name}\``), name);
    }
    // A new setting is restricted, or somebody has thought about it and names it here.
    const open = Object.keys(properties).filter(
      (name) => !restricted.has(name) && properties[name]?.scope !== 'application',
    );
    assert.deepEqual(open.sort(), [...openSettings].sort());
  });

  it('describes every setting, and the code reads each and no other', () => {
    const names = Object.keys(configuration.properties);
    const parsed: string[] = [];
    parseSettings((name) => void parsed.push(`laplas.${name}`));
    const host = hostFiles.flatMap(({ text }) =>
      // Those that no request needs, read where they are used.
      [...text.matchAll(/getConfiguration\('laplas'\)\s*\.get(?:<[^>]*>)?\('(\w+)'/g)].map(
        ([, name]) => `laplas.${name}`,
      ),
    );
    assert.deepEqual(names.sort(), [...new Set([...parsed, ...host])].sort());
    const orders = Object.values(configuration.properties).map(({ order }) => order);
    assert.equal(new Set(orders).size, orders.length);
    for (const [name, setting] of Object.entries(configuration.properties)) {
      assert.match(setting.markdownDescription ?? '', /^[A-Z].*\.$/s, name);
      assert.ok(setting.default !== undefined, name);
      assert.ok(setting.type !== undefined, name);
    }
  });

  it('walks a newcomer through key, ask, explain and rewrite: pictures, commands and events that there are', () => {
    const [walkthrough] = contributes.walkthroughs;
    assert.ok(walkthrough && contributes.walkthroughs.length === 1);
    assert.ok(
      readFileSync('src/host/commands/menuCommands.ts', 'utf8').includes(`#${walkthrough.id}'`),
    );
    assert.deepEqual(
      walkthrough.steps.map(({ id }) => id),
      ['key', 'ask', 'explain', 'rewrite'],
    );
    for (const { title, description, media, completionEvents } of walkthrough.steps) {
      assert.ok(isText(title) && isText(media.altText), title);
      assert.match(readFileSync(media.svg, 'utf8'), /^<svg /);
      const links = [...description.matchAll(/\]\(command:([\w.]+)\)/g)].map(([, name]) => name);
      assert.ok(links.length > 0, title);
      const events = completionEvents.map((event) => event.split(':'));
      for (const name of [
        ...links,
        ...events.flatMap(([kind, of]) => (kind === 'onCommand' ? [of] : [])),
      ]) {
        assert.ok(name !== undefined && (commandNames.has(name) || ownOfVsCode.has(name)), name);
        // The walkthrough is in front, so no code is: such a button would do nothing, and its step be done all the same.
        assert.ok(!needCode.has(name), name);
      }
      for (const [kind, of = ''] of events) {
        if (kind === 'onContext') assert.ok(valuesOf(of), of);
        else if (kind === 'onView') assert.equal(of, viewId);
        else assert.equal(kind, 'onCommand');
      }
    }
  });

  it('gives the view the name that the code gives it', () => {
    const all = Object.entries(views).flatMap(([container, of]) =>
      of.map((v) => [container, v.id]),
    );
    assert.deepEqual(all, [['laplas', viewId]]);
    assert.ok(viewsContainers['activitybar']?.some(({ id }) => id === 'laplas'));
  });

  it('is woken by nothing but the start: commands and views wake it by themselves', () => {
    assert.deepEqual(activationEvents, ['onStartupFinished']);
  });
});

function valuesOf(key: string): Values | undefined {
  if (!key.startsWith('laplas.')) return theirs[key];
  const isKnown = contextKeys.some((name) => key === `laplas.${name}`);
  return isKnown ? [true, undefined] : undefined;
}

function shownElsewhere(command: string | undefined): boolean {
  return Object.entries(menus).some(
    ([place, items]) =>
      place !== 'commandPalette' && items.some((item) => item.command === command),
  );
}

function sourcesIn(folder: string): readonly { readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ text: readFileSync(join(folder, path), 'utf8') }));
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}
