/** The attachments of a sent message. They can't be removed any more. */
import type { Attachment } from '../../core/model/conversation.ts';
import { element } from '../base/elements.ts';
import { attachmentIcons } from '../base/attachmentIcons.ts';
import { icon } from '../base/icons.ts';

export function sentAttachments(attachments: readonly Attachment[]): HTMLElement {
  const list = element('ul', 'sent-attachments');
  list.setAttribute('aria-label', 'Sent with this message');
  list.setAttribute('role', 'list');
  for (const attachment of attachments) {
    const item = element('li', attachment.kind === 'image' ? 'chip picture' : 'chip');
    if (attachment.kind === 'image') {
      const picture = element('img', 'thumbnail');
      picture.src = attachment.dataUrl;
      picture.alt = attachment.name;
      picture.width = attachment.width;
      picture.height = attachment.height;
      picture.loading = 'lazy';
      item.append(picture);
    } else {
      item.append(
        icon(attachmentIcons[attachment.kind]),
        element('span', 'chip-name', attachment.name),
      );
    }
    item.title = attachment.name;
    list.append(item);
  }
  return list;
}
