/** Text that grows and stands as it is, in pieces that are laid out on their own: what is too long to be formatted. */

export interface PlainText {
  append(text: string): void;
}

/** Characters of a piece: about two screens. */
const pieceLength = 4_000;

export function createPlainText(element: Element): PlainText {
  let last: Text | null = null;
  return {
    append: (text) => {
      for (let from = 0; from < text.length;) {
        if (last === null || last.length >= pieceLength) {
          const piece = element.ownerDocument.createElement('span');
          piece.className = 'plain-piece';
          last = element.ownerDocument.createTextNode('');
          piece.append(last);
          element.append(piece);
        }
        const more = text.slice(from, from + pieceLength - last.length);
        last.appendData(more);
        from += more.length;
      }
    },
  };
}

/** A place for what is not formatted any more, under words that say so. */
export function appendPlainRest(parent: HTMLElement, words: string): PlainText {
  const document = parent.ownerDocument;
  const note = document.createElement('p');
  note.className = 'plain-note';
  note.textContent = words;
  const rest = document.createElement('div');
  rest.className = 'plain-rest';
  parent.append(note, rest);
  return createPlainText(rest);
}
