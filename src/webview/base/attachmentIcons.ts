/** The icon of each kind of attachment. */
import type { Attachment } from '../../core/model/conversation.ts';
import type { IconName } from './icons.ts';

export const attachmentIcons: Readonly<Record<Attachment['kind'], IconName>> = {
  selection: 'list-selection',
  file: 'file',
  folder: 'folder',
  editors: 'files',
  problems: 'warning',
  terminal: 'terminal',
  image: 'file-media',
};
