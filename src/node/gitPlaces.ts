/**
 * Where git stores the settings of this computer and of this user: the FILES section of
 * git-config(1).
 */
import * as os from 'node:os';
import * as path from 'node:path';
import type { GitPlaces } from '../core/base/ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export function gitPlaces(environment: Environment, home = os.homedir()): GitPlaces {
  const { GIT_CONFIG_NOSYSTEM, GIT_CONFIG_SYSTEM, GIT_CONFIG_GLOBAL, XDG_CONFIG_HOME } =
    environment;
  const folder = path.join(XDG_CONFIG_HOME || path.join(home, '.config'), 'git');
  const system = isSet(GIT_CONFIG_NOSYSTEM)
    ? []
    : GIT_CONFIG_SYSTEM === undefined
      ? systemFiles(environment)
      : [GIT_CONFIG_SYSTEM];
  const user =
    GIT_CONFIG_GLOBAL === undefined
      ? [path.join(folder, 'config'), path.join(home, '.gitconfig')]
      : [GIT_CONFIG_GLOBAL];
  return { home, configs: [...system, ...user], ignore: path.join(folder, 'ignore') };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(?:0|false|no|off|)$/i.test(value);
}

/** Git may be built for other locations; these are the ones of the usual packages. */
function systemFiles({ PROGRAMDATA, ProgramFiles }: Environment): readonly string[] {
  if (process.platform !== 'win32')
    return ['/etc/gitconfig', '/usr/local/etc/gitconfig', '/opt/homebrew/etc/gitconfig'];
  return [
    path.join(PROGRAMDATA ?? 'C:\\ProgramData', 'Git', 'config'),
    path.join(ProgramFiles ?? 'C:\\Program Files', 'Git', 'etc', 'gitconfig'),
  ];
}
