/** `<folder-bar>`: the folder one is in, and what can be done in it. */
import { nameOf } from '../model/file-tree.mjs';
import { visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';

export class FolderBar extends HTMLElement {
  #folder = h('span', { class: 'words' });
  #make;
  #upload;
  #download = h('a', { class: 'button', download: '' }, icon('download'));
  #picker = h('input', { type: 'file', multiple: true, hidden: true });

  /** @param actions `make()` a file; `upload(files)` */
  constructor(actions) {
    super();
    this.className = 'bar';
    this.#make = h('button', { class: 'button', onclick: actions.make }, icon('add'));
    this.#upload = h(
      'button',
      { class: 'button', onclick: () => this.#picker.click() },
      icon('upload'),
    );
    this.#picker.addEventListener('change', () => {
      const files = [...this.#picker.files];
      this.#picker.value = ''; // so that the same can be chosen again
      actions.upload(files);
    });
    this.append(this.#folder, this.#make, this.#upload, this.#download, this.#picker);
  }

  /** @param archiveUrl where the folder can be had from */
  show(folder, archiveUrl) {
    const name = visible(nameOf(folder)) || 'the workspace';
    say(this.#folder, folder ? `${visible(folder)}/` : 'All files');
    set(this.#folder, 'title', visible(folder));
    label(this.#make, `New file in ${name}…`);
    label(this.#upload, `Upload into ${name}…`);
    label(this.#download, `Download ${name} as a zip file`);
    label(this.#picker, `Files for ${name}`);
    set(this.#download, 'href', archiveUrl);
  }
}

function label(element, words) {
  set(element, 'aria-label', words);
  set(element, 'title', words);
}

customElements.define('folder-bar', FolderBar);
