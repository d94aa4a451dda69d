/** What the changes are since: what one usually means, a branch, or what one types. */
import { basesFor } from '../model/bases.mjs';
import { askedFor } from '../page/dialogs.mjs';
import { h } from '../page/dom.mjs';

const OTHER = ' other'; // no base has a blank in it

export class BaseSelect {
  element = h('select', { 'aria-label': 'Changes since', onchange: () => this.#chose() });
  #chosen;
  #session = null;
  #workspace = null;
  #base = '';
  #branches = null;

  /** @param chosen is told the base */
  constructor(chosen) {
    this.#chosen = chosen;
    this.element.addEventListener('focus', () => this.#read()); // there may be others by now
  }

  /** @param base the one on show */
  show(session, workspace, base) {
    const isOther = workspace !== this.#workspace;
    this.#session = session;
    this.#workspace = workspace;
    this.#base = base;
    if (isOther) {
      this.#branches = null;
      this.#read();
    }
    this.#draw();
  }

  #draw() {
    const groups = basesFor(this.#session, this.#branches, this.#base);
    const optionsOf = ({ bases }) =>
      bases.map(({ value, title }) => h('option', { value }, title));
    this.element.replaceChildren(
      ...groups.flatMap((group) =>
        group.title ? [h('optgroup', { label: group.title }, optionsOf(group))] : optionsOf(group),
      ),
      h('option', { value: OTHER }, 'another branch, tag or commit…'),
    );
    this.element.value = this.#base;
  }

  async #read() {
    const workspace = this.#workspace;
    try {
      const branches = await workspace.branches();
      const isNews = JSON.stringify(branches) !== JSON.stringify(this.#branches);
      if (isNews && workspace === this.#workspace) {
        this.#branches = branches;
        this.#draw();
      }
    } catch {
      // Then there is what can be typed.
    }
  }

  async #chose() {
    const { value } = this.element;
    if (value !== OTHER) {
      this.#chosen(value);
      return;
    }
    this.element.value = this.#base;
    const typed = await askedFor({
      title: 'Changes since',
      label: 'A branch, tag or commit',
      value: '',
      action: 'Compare',
    });
    if (typed) {
      this.#chosen(typed);
    }
  }
}
