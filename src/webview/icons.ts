/** VS Code's own icons as SVG nodes: `icon('copy')`. */
import add from '@vscode/codicons/src/icons/add.svg';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import attach from '@vscode/codicons/src/icons/attach.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import debugContinue from '@vscode/codicons/src/icons/debug-continue.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import files from '@vscode/codicons/src/icons/files.svg';
import folder from '@vscode/codicons/src/icons/folder.svg';
import history from '@vscode/codicons/src/icons/history.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import listSelection from '@vscode/codicons/src/icons/list-selection.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import send from '@vscode/codicons/src/icons/send.svg';
import sparkle from '@vscode/codicons/src/icons/sparkle.svg';
import symbolMethod from '@vscode/codicons/src/icons/symbol-method.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const sources = {
  add,
  'arrow-down': arrowDown,
  attach,
  check,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  close,
  copy,
  'debug-continue': debugContinue,
  'debug-stop': debugStop,
  edit,
  error,
  file,
  'file-media': fileMedia,
  files,
  folder,
  history,
  info,
  key,
  'list-selection': listSelection,
  loading,
  refresh,
  send,
  sparkle,
  'symbol-method': symbolMethod,
  terminal,
  warning,
} as const;

export type IconName = keyof typeof sources;

export function icon(name: IconName): SVGElement {
  const root = new DOMParser().parseFromString(sources[name], 'image/svg+xml').documentElement;
  if (!(root instanceof SVGElement)) throw new Error('an icon is not an SVG');
  root.setAttribute('class', 'icon');
  root.setAttribute('aria-hidden', 'true');
  return document.importNode(root, true);
}
