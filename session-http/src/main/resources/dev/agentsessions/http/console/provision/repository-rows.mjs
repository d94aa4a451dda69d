/** `<repository-rows>`: several repositories to clone, a row each; none until it is told some. */
import { h, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { RepositoryFields } from './repository-fields.mjs';

export class RepositoryRows extends HTMLElement {
  #rows = h('div', { class: 'rows-of-repositories' });

  /** @param after what stands beside the button for one more row */
  constructor(...after) {
    super();
    const more = h('button', { class: 'text', type: 'button', onclick: () => this.#add().focus() }, icon('add'), 'One more');
    this.append(this.#rows, h('div', { class: 'answers' }, more, after));
  }

  /** What is typed, without rows that are empty. */
  get value() {
    return this.#filled.map(({ value }) => value);
  }

  set value(repositories) {
    this.#rows.replaceChildren();
    repositories.forEach((each) => (this.#add().value = each));
  }

  focus() {
    this.#rows.firstElementChild.focus();
  }

  /** Marks what a refusal is about, in the row that it counts. */
  fail(refusal) {
    const [, index = 0] = /\[(\d+)\]/.exec(refusal.field) ?? [];
    (this.#filled[index] ?? this.#rows.firstElementChild).fail(refusal);
  }

  get #filled() {
    return [...this.#rows.children].filter(({ value }) => value !== null);
  }

  #add() {
    const remove = h('button', { class: 'button', type: 'button', onclick: () => this.#remove(row) }, icon('close'));
    const row = new RepositoryFields(remove);
    this.#rows.append(row);
    this.#number();
    return row;
  }

  #remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next ?? this.#add()).focus();
    this.#number();
  }

  /** Readers are told which row they are in. */
  #number() {
    [...this.#rows.children].forEach((row, index) => {
      const name = `Repository ${index + 1}`;
      const remove = row.querySelector('button');
      set(row, 'aria-label', name);
      set(remove, 'aria-label', `Without ${name.toLowerCase()}`);
      set(remove, 'title', `Without ${name.toLowerCase()}`);
    });
  }
}

customElements.define('repository-rows', RepositoryRows);
