import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readManifest, type Keybinding } from './manifest.ts';

/** What a real VS Code binds, made by dev/defaultKeys.ts. */
const theirs = JSON.parse(readFileSync('test/fixtures/defaultKeys.json', 'utf8')) as Record<
  System,
  readonly string[]
>;
type System = 'linux' | 'win' | 'mac';
const systems: readonly System[] = ['linux', 'win', 'mac'];
const ours = readManifest().contributes.keybindings;

/** Why a key would take something away from VS Code on a system; undefined where it does not. */
function clash(key: string, system: System): string | undefined {
  const [first, second] = key.split(' ');
  const bound = theirs[system].map(inOrder);
  if (bound.includes(inOrder(key))) return 'it is bound';
  // A chord would make its first key wait; where others begin with it too, it waits already.
  if (second === undefined) {
    return bound.some((other) => other.startsWith(`${inOrder(key)} `))
      ? 'chords begin with it'
      : undefined;
  }
  const prefix = inOrder(first ?? '');
  return bound.includes(prefix) && !bound.some((other) => other.startsWith(`${prefix} `))
    ? 'its first key is bound'
    : undefined;
}

/** The same key may have its modifiers in any order. */
function inOrder(key: string): string {
  return key
    .split(' ')
    .map((part) => part.toLowerCase().split('+').sort().join('+'))
    .join(' ');
}

function keyOn(binding: Keybinding, system: System): string {
  return binding[system] ?? binding.key;
}

describe('the default keys', () => {
  it('take none of VS Code’s own away, on any system', () => {
    assert.ok(ours.length > 0);
    for (const binding of ours) {
      for (const system of systems) {
        const key = keyOn(binding, system);
        assert.equal(clash(key, system), undefined, `${binding.command}: ${key} on ${system}`);
      }
    }
  });

  it('are few, each for another command and where it makes sense alone', () => {
    assert.ok(ours.length <= 5);
    assert.equal(new Set(ours.map(({ command }) => command)).size, ours.length);
    for (const { when, command } of ours) assert.ok(when !== undefined, command);
    for (const system of systems) {
      const keys = ours.map((binding) => inOrder(keyOn(binding, system)));
      assert.equal(new Set(keys).size, keys.length, system);
    }
  });

  it('would be found out if they took one', () => {
    assert.equal(clash('ctrl+shift+p', 'linux'), 'it is bound');
    assert.equal(clash('shift+ctrl+p', 'win'), 'it is bound');
    assert.equal(clash('cmd+k', 'mac'), 'it is bound');
    assert.equal(clash('ctrl+s ctrl+x', 'linux'), 'its first key is bound');
    assert.equal(clash('cmd+k cmd+s', 'mac'), 'it is bound');
  });
});
