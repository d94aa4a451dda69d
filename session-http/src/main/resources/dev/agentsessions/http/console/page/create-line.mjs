/** The line that says what a new session works on, and what is in use already offered beneath it. */
import { suggestions } from '../model/suggestions.mjs';
import { h } from './dom.mjs';
import { PickList } from './pick-list.mjs';

export class CreateLine {
  element;
  input;
  #page;
  #offers;

  /**
   * @param page the sessions and repositories there are
   * @param value what it holds to begin with
   * @param describedBy ids of what is said about it
   * @param after what stands behind it
   * @param came has the focus now; `taken`: holds what was offered
   */
  constructor(page, { value, describedBy, after, came, taken }) {
    this.#page = page;
    this.input = h('input', {
      name: 'line',
      value,
      required: true,
      autocapitalize: 'off',
      spellcheck: 'false',
      placeholder: '/home/me/project',
      'aria-label': 'Folder, repository and branch, or address to clone',
      'aria-describedby': describedBy,
      autofocus: true,
      onfocus: came,
      onblur: () => this.offerNothing(),
      oninput: () => this.offer(),
    });
    this.#offers = new PickList(this.input, {
      label: 'Folders, repositories and addresses in use',
      take: ({ key }) => {
        this.input.value = key;
        this.offerNothing();
        taken();
      },
      isOffer: true,
    });
    this.element = h('div', { class: 'line' }, this.input, after, this.#offers.element);
  }

  get value() {
    return this.input.value;
  }

  /** One that cannot be seen must not be missed. */
  set hidden(isHidden) {
    this.element.hidden = isHidden;
    this.input.required = !isHidden;
  }

  offer() {
    const { sessions, repositories } = this.#page;
    const found = suggestions(this.value, sessions.all(), repositories.all);
    this.#offers.show(found.map((key) => ({ key, title: key })));
  }

  offerNothing() {
    this.#offers.show([]);
  }
}
