/**
 * What matches a line that one types in: the arrows choose, Enter and a click take, and the line
 * keeps the focus all the while.
 */
import { h, keep, say, set } from './dom.mjs';
import { markElement, setMark } from './mark.mjs';

let made = 0;

export class PickList {
  element;
  #input;
  #take;
  #isOffer;
  #entries = [];
  #at = -1;

  /**
   * @param take is given the entry taken
   * @param isOffer whether Enter without a choice is the line's own; else there is always a choice
   */
  constructor(input, { label, take, isOffer = false }) {
    const id = `matches-${++made}`;
    this.element = h('ul', { role: 'listbox', class: 'matches', id, 'aria-label': label });
    this.#input = input;
    this.#take = take;
    this.#isOffer = isOffer;
    set(input, 'role', 'combobox');
    set(input, 'aria-autocomplete', 'list');
    set(input, 'aria-controls', id);
    set(input, 'autocomplete', 'off');
    input.addEventListener('keydown', (event) => this.#pressed(event));
    // Not a click: the line would have lost the focus by then.
    this.element.addEventListener('pointerdown', (event) => this.#pointed(event));
    this.show([]);
  }

  get isOpen() {
    return this.#entries.length > 0;
  }

  /** @param entries `{key, title, detail?, keys?, mark?}` */
  show(entries) {
    this.#entries = entries;
    this.#at = this.#isOffer ? -1 : 0;
    this.#draw();
  }

  #draw() {
    const { element } = this;
    keep(element, this.#entries, ({ key }) => key, newEntry, setEntry);
    [...element.children].forEach((child, index) => {
      child.id = `${element.id}-${index}`;
      set(child, 'aria-selected', String(index === this.#at));
    });
    element.hidden = !this.isOpen;
    set(this.#input, 'aria-expanded', String(this.isOpen));
    const chosen = element.children[this.#at];
    set(this.#input, 'aria-activedescendant', chosen?.id);
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  #pressed(event) {
    if (!this.isOpen) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#choose(step);
    } else if (event.key === 'Enter' && this.#at >= 0) {
      this.#take(this.#entries[this.#at]);
    } else if (event.key === 'Tab' && this.#isOffer && !event.shiftKey) {
      this.#take(this.#entries[Math.max(0, this.#at)]);
    } else if (event.key === 'Escape' && this.#isOffer) {
      this.show([]);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** One on or back; an offer can also be left alone, which is the place before the first. */
  #choose(step) {
    const least = this.#isOffer ? -1 : 0;
    const places = this.#entries.length - least;
    this.#at = ((this.#at - least + step + places) % places) + least;
    this.#draw();
  }

  #pointed(event) {
    const index = [...this.element.children].indexOf(event.target.closest('li'));
    if (index >= 0 && event.button === 0) {
      event.preventDefault();
      this.#take(this.#entries[index]);
    }
  }
}

function newEntry() {
  return h(
    'li',
    { role: 'option' },
    markElement(),
    h('span', { class: 'name' }),
    h('span', { class: 'place' }),
    h('kbd'),
  );
}

function setEntry(element, { title, detail = '', keys = '', mark }) {
  const [shape, name, place, key] = element.children;
  if (mark) {
    setMark(shape, mark);
  }
  say(name, title);
  say(place, detail);
  say(key, keys);
}
