/** `<file-pane>`: one file: its text to read and edit, its picture, or why neither is shown. */
import { MOST_IMAGE, MOST_TEXT } from '../model/opened-file.mjs';
import { nameOf, parentOf } from '../model/file-tree.mjs';
import { bytes, visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';

export class FilePane extends HTMLElement {
  #actions;
  #file = null;
  #back = h(
    'a',
    { class: 'button back', 'aria-label': 'All files', title: 'All files' },
    icon('back'),
  );
  #name = h('h2');
  #folder = h('span', { class: 'place' });
  #state = h('span', { class: 'state', role: 'status' });
  #save;
  #download = h(
    'a',
    { class: 'button', 'aria-label': 'Download', title: 'Download', download: '' },
    icon('download'),
  );
  #remove;
  #conflict;
  #problem = h('p', { class: 'problem', role: 'alert' });
  #note = h('p', { class: 'note' });
  #text = h('textarea', {
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    wrap: 'off',
    oninput: () => this.#typed(),
  });
  #theirs = h('textarea', {
    'aria-label': 'What is on the disk',
    readonly: true,
    spellcheck: 'false',
    wrap: 'off',
  });
  #texts;
  #image = h('img', { alt: '' });
  #picture = h('div', { class: 'picture' }, this.#image);

  /** @param actions `save()`, `remove()`, `takeTheirs()`, `changed()`: something was typed */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.#save = h('button', { class: 'text strong', onclick: actions.save }, 'Save');
    this.#remove = h(
      'button',
      { class: 'button', 'aria-label': 'Delete', title: 'Delete…', onclick: actions.remove },
      icon('trash'),
    );
    this.#conflict = h(
      'div',
      { class: 'conflict', role: 'alert' },
      h('p'),
      h('button', { class: 'text strong', onclick: actions.save }, 'Save mine'),
      h('button', { class: 'text', onclick: actions.takeTheirs }, 'Take the other…'),
    );
    this.#texts = h('div', { class: 'texts' }, this.#text, this.#theirs);
    this.append(
      h(
        'header',
        { class: 'bar' },
        this.#back,
        this.#name,
        this.#folder,
        this.#state,
        this.#save,
        this.#download,
        this.#remove,
      ),
      this.#conflict,
      this.#problem,
      this.#note,
      this.#texts,
      this.#picture,
    );
  }

  /**
   * Shows a file as it is known now; what is shown already does not move.
   *
   * @param back the address of the files without this one
   * @param url where the file can be had from
   */
  show(file, { back, url }) {
    const isOther = file !== this.#file;
    this.#file = file;
    set(this.#back, 'href', back);
    set(this.#download, 'href', url);
    say(this.#name, visible(nameOf(file.path)));
    say(this.#folder, visible(parentOf(file.path)));
    set(this.#text, 'aria-label', `Text of ${visible(nameOf(file.path))}`);
    this.#showContent(isOther);
    this.#showState();
  }

  fail(words) {
    say(this.#problem, words);
  }

  focus() {
    this.#text.focus();
  }

  #showContent(isOther) {
    const file = this.#file;
    const { kind, conflict } = file;
    const text = file.draft ?? file.text;
    this.#texts.hidden = kind !== 'text';
    if (kind === 'text' && this.#text.value !== text) {
      putText(this.#text, text, isOther);
    }
    if (isOther) {
      this.#text.scrollTo(0, 0);
    }
    set(this.#text, 'readonly', !file.isEditable);
    this.#theirs.hidden = conflict?.kind !== 'text';
    if (conflict?.kind === 'text' && this.#theirs.value !== conflict.text) {
      this.#theirs.value = conflict.text;
    }
    this.#picture.hidden = kind !== 'image';
    if (kind === 'image' && this.#image.src !== file.image) {
      this.#image.src = file.image;
      this.#image.alt = visible(nameOf(file.path));
    }
    say(this.#note, noteOf(file));
    this.#note.hidden = this.#note.textContent === '';
  }

  #showState() {
    const { kind, size, isChanged, isEditable, conflict } = this.#file;
    const isThere = kind !== null && kind !== 'gone';
    set(this, 'aria-busy', kind === null && 'true');
    say(this.#state, isChanged ? 'not saved' : isThere && kind !== 'other' ? bytes(size) : '');
    set(this.#state, 'data-unsaved', isChanged);
    this.#save.hidden = !isEditable || Boolean(conflict);
    this.#save.disabled = !isChanged;
    this.#download.hidden = !isThere || kind === 'other';
    this.#remove.hidden = !isThere;
    this.#conflict.hidden = !conflict;
    say(this.#conflict.firstElementChild, conflict ? conflictWords(conflict) : '');
  }

  #typed() {
    this.#file.type(this.#text.value);
    this.#showState();
    this.#actions.changed();
  }
}

/** The cursor stays where it was, as far as there still is such a place. */
function putText(area, text, isOther) {
  const { selectionStart, selectionEnd, scrollTop, scrollLeft } = area;
  area.value = text;
  if (isOther) {
    area.setSelectionRange(0, 0);
  } else {
    area.setSelectionRange(selectionStart, selectionEnd);
    area.scrollTo(scrollLeft, scrollTop);
  }
}

function conflictWords({ isGone, kind }) {
  if (isGone) {
    return 'It is no longer on the disk. What you typed is kept here; saving makes the file anew.';
  }
  return kind === 'text'
    ? 'It changed on the disk meanwhile. What you typed is kept here, beside what is there now.'
    : 'It changed on the disk meanwhile, into something that is no text. What you typed is kept here.';
}

function noteOf({ kind, size, isWhole, lineEnd }) {
  switch (kind) {
    case 'gone':
      return 'There is no such file. It was deleted or moved.';
    case 'other':
      return 'This is no file that can be opened: a pipe, a device, or a link that leads nowhere here.';
    case 'binary':
      return `No text: ${bytes(size)} that only a program can read. Download it to look at it.`;
    case 'large':
      return `A picture of ${bytes(size)}; up to ${bytes(MOST_IMAGE)} are shown here. Download it to look at it.`;
    case 'text':
      return textNote(size, isWhole, lineEnd);
    default:
      return '';
  }
}

function textNote(size, isWhole, lineEnd) {
  if (!isWhole) {
    return `The beginning of ${bytes(size)}. Up to ${bytes(MOST_TEXT)} are shown whole and edited here.`;
  }
  return lineEnd === null
    ? 'Its lines end in different ways, which an edit here would make the same: it is only shown.'
    : '';
}

customElements.define('file-pane', FilePane);
