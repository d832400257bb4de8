/** VS Code's own icons as SVG nodes: `icon('copy')`. To add one, import it here and put it into `sources`. */
import add from '@vscode/codicons/src/icons/add.svg';
import arrowCircleDown from '@vscode/codicons/src/icons/arrow-circle-down.svg';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import attach from '@vscode/codicons/src/icons/attach.svg';
import beaker from '@vscode/codicons/src/icons/beaker.svg';
import book from '@vscode/codicons/src/icons/book.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import chevronUp from '@vscode/codicons/src/icons/chevron-up.svg';
import clearAll from '@vscode/codicons/src/icons/clear-all.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import cloudDownload from '@vscode/codicons/src/icons/cloud-download.svg';
import cloudUpload from '@vscode/codicons/src/icons/cloud-upload.svg';
import code from '@vscode/codicons/src/icons/code.svg';
import comment from '@vscode/codicons/src/icons/comment.svg';
import commentDiscussion from '@vscode/codicons/src/icons/comment-discussion.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import debugContinue from '@vscode/codicons/src/icons/debug-continue.svg';
import debugRestart from '@vscode/codicons/src/icons/debug-restart.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import ellipsis from '@vscode/codicons/src/icons/ellipsis.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import exportIcon from '@vscode/codicons/src/icons/export.svg';
import eye from '@vscode/codicons/src/icons/eye.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import fileCode from '@vscode/codicons/src/icons/file-code.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import fileText from '@vscode/codicons/src/icons/file-text.svg';
import files from '@vscode/codicons/src/icons/files.svg';
import folder from '@vscode/codicons/src/icons/folder.svg';
import gear from '@vscode/codicons/src/icons/gear.svg';
import gitBranch from '@vscode/codicons/src/icons/git-branch.svg';
import history from '@vscode/codicons/src/icons/history.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import linkExternal from '@vscode/codicons/src/icons/link-external.svg';
import listSelection from '@vscode/codicons/src/icons/list-selection.svg';
import listUnordered from '@vscode/codicons/src/icons/list-unordered.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import location from '@vscode/codicons/src/icons/location.svg';
import lock from '@vscode/codicons/src/icons/lock.svg';
import newFile from '@vscode/codicons/src/icons/new-file.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import person from '@vscode/codicons/src/icons/person.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import question from '@vscode/codicons/src/icons/question.svg';
import quote from '@vscode/codicons/src/icons/quote.svg';
import redo from '@vscode/codicons/src/icons/redo.svg';
import references from '@vscode/codicons/src/icons/references.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import reply from '@vscode/codicons/src/icons/reply.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import send from '@vscode/codicons/src/icons/send.svg';
import settings from '@vscode/codicons/src/icons/settings.svg';
import settingsGear from '@vscode/codicons/src/icons/settings-gear.svg';
import shield from '@vscode/codicons/src/icons/shield.svg';
import sparkle from '@vscode/codicons/src/icons/sparkle.svg';
import stopCircle from '@vscode/codicons/src/icons/stop-circle.svg';
import symbolMethod from '@vscode/codicons/src/icons/symbol-method.svg';
import symbolNamespace from '@vscode/codicons/src/icons/symbol-namespace.svg';
import symbolParameter from '@vscode/codicons/src/icons/symbol-parameter.svg';
import sync from '@vscode/codicons/src/icons/sync.svg';
import target from '@vscode/codicons/src/icons/target.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import thinking from '@vscode/codicons/src/icons/thinking.svg';
import trash from '@vscode/codicons/src/icons/trash.svg';
import wand from '@vscode/codicons/src/icons/wand.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const sources = {
  add,
  'arrow-circle-down': arrowCircleDown,
  'arrow-down': arrowDown,
  'arrow-up': arrowUp,
  attach,
  beaker,
  book,
  check,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  'chevron-up': chevronUp,
  'clear-all': clearAll,
  close,
  'cloud-download': cloudDownload,
  'cloud-upload': cloudUpload,
  code,
  comment,
  'comment-discussion': commentDiscussion,
  copy,
  'debug-continue': debugContinue,
  'debug-restart': debugRestart,
  'debug-stop': debugStop,
  diff,
  discard,
  edit,
  ellipsis,
  error,
  export: exportIcon,
  eye,
  file,
  'file-code': fileCode,
  'file-media': fileMedia,
  'file-text': fileText,
  files,
  folder,
  gear,
  'git-branch': gitBranch,
  history,
  info,
  insert,
  key,
  'link-external': linkExternal,
  'list-selection': listSelection,
  'list-unordered': listUnordered,
  loading,
  location,
  lock,
  'new-file': newFile,
  pass,
  person,
  pin,
  pinned,
  play,
  question,
  quote,
  redo,
  references,
  refresh,
  reply,
  search,
  send,
  settings,
  'settings-gear': settingsGear,
  shield,
  sparkle,
  'stop-circle': stopCircle,
  'symbol-method': symbolMethod,
  'symbol-namespace': symbolNamespace,
  'symbol-parameter': symbolParameter,
  sync,
  target,
  terminal,
  thinking,
  trash,
  wand,
  warning,
} as const;

/** A codicon's name, as https://microsoft.github.io/vscode-codicons shows it. */
export type IconName = keyof typeof sources;

const parsed = new Map<IconName, SVGElement>();

/** A new node of the icon, 16 by 16 pixels, in the colour of the text around it. Hidden from assistive technology: what it sits in carries the name. */
export function icon(name: IconName): SVGElement {
  let master = parsed.get(name);
  if (master === undefined) {
    master = parseIcon(sources[name]);
    parsed.set(name, master);
  }
  return document.importNode(master, true);
}

/** The sources are ours, from the package, and parsing into a document of its own runs nothing. */
function parseIcon(source: string): SVGElement {
  const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  if (!(root instanceof SVGElement)) throw new Error('an icon is not an SVG');
  root.setAttribute('class', 'icon');
  root.setAttribute('aria-hidden', 'true');
  root.setAttribute('focusable', 'false');
  return root;
}
