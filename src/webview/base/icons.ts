/**
 * VS Code's icons as SVG nodes: `icon('copy')`. To add one, import it here and add it to `sources`.
 */
import add from '@vscode/codicons/src/icons/add.svg';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import attach from '@vscode/codicons/src/icons/attach.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import cloudUpload from '@vscode/codicons/src/icons/cloud-upload.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import exportIcon from '@vscode/codicons/src/icons/export.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import files from '@vscode/codicons/src/icons/files.svg';
import folder from '@vscode/codicons/src/icons/folder.svg';
import history from '@vscode/codicons/src/icons/history.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import listSelection from '@vscode/codicons/src/icons/list-selection.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import newFile from '@vscode/codicons/src/icons/new-file.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import send from '@vscode/codicons/src/icons/send.svg';
import sparkle from '@vscode/codicons/src/icons/sparkle.svg';
import symbolMethod from '@vscode/codicons/src/icons/symbol-method.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import trash from '@vscode/codicons/src/icons/trash.svg';
import wand from '@vscode/codicons/src/icons/wand.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const sources = {
  add,
  'arrow-down': arrowDown,
  attach,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  close,
  'cloud-upload': cloudUpload,
  copy,
  'debug-stop': debugStop,
  edit,
  error,
  export: exportIcon,
  file,
  'file-media': fileMedia,
  files,
  folder,
  history,
  info,
  insert,
  key,
  'list-selection': listSelection,
  loading,
  'new-file': newFile,
  pin,
  pinned,
  refresh,
  search,
  send,
  sparkle,
  'symbol-method': symbolMethod,
  terminal,
  trash,
  wand,
  warning,
} as const;

/** A codicon's name, as listed at https://microsoft.github.io/vscode-codicons. */
export type IconName = keyof typeof sources;

const parsed = new Map<IconName, SVGElement>();

/**
 * Creates a node of the icon: 16 by 16 pixels, in the current text colour. It is hidden from
 * assistive technology, so its container needs a label.
 */
export function icon(name: IconName): SVGElement {
  let master = parsed.get(name);
  if (master === undefined) {
    master = parseIcon(sources[name]);
    parsed.set(name, master);
  }
  return document.importNode(master, true);
}

/**
 * The sources are bundled with the extension, and parsing into a separate document runs no scripts.
 */
function parseIcon(source: string): SVGElement {
  const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  if (!(root instanceof SVGElement)) throw new Error('an icon is not an SVG');
  root.setAttribute('class', 'icon');
  root.setAttribute('aria-hidden', 'true');
  root.setAttribute('focusable', 'false');
  return root;
}
