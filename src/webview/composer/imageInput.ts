/** Adds images to the composer: selected, pasted into the text, or dropped anywhere on the page. */
import { element } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import { imagesIn, readImage } from './images.ts';

export interface ImageInput {
  /** Invisible. It must be in the page to open the file picker. */
  readonly element: HTMLElement;
  readonly pick: () => void;
}

export function createImageInput(
  box: HTMLTextAreaElement,
  post: Post,
  onProblem: (words: string) => void,
): ImageInput {
  const input = element('input', '');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = true;
  input.hidden = true;
  input.addEventListener('change', () => {
    attach([...(input.files ?? [])]);
    input.value = '';
  });

  function attach(files: readonly File[]): void {
    for (const file of files) {
      readImage(file).then(
        (picture) => {
          post({ type: 'attachImage', ...picture });
        },
        () => {
          onProblem(`${file.name} can’t be read as a picture. PNG, JPEG, GIF and WebP can.`);
        },
      );
    }
  }

  box.addEventListener('paste', (event) => {
    const pictures = imagesIn(event.clipboardData);
    // Office applications copy text together with an image of it. The text is what the user wants.
    if (pictures.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    attach(pictures);
  });

  // Moving over child elements fires more enter and leave events. The depth is 0 only once the drag
  // has left the page.
  let depth = 0;
  const mark = (): void => {
    document.body.classList.toggle('dropping', depth > 0);
  };
  const holdsFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  document.addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    depth++;
    mark();
  });
  document.addEventListener('dragleave', (event) => {
    if (!holdsFiles(event)) return;
    depth--;
    mark();
  });
  document.addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark();
    const pictures = imagesIn(event.dataTransfer);
    if (pictures.length > 0) attach(pictures);
    else
      onProblem('Only pictures can be dropped here. Attach files with the paper clip or with @.');
    box.focus();
  });

  return {
    element: input,
    pick: () => {
      input.click();
    },
  };
}
