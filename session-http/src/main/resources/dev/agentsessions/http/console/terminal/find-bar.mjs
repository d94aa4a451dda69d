/** `<find-bar>`: looks for text in a terminal's output. */
import { h, say } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { preferences } from '../page/preferences.mjs';
import { matchColours } from './colours.mjs';

export class FindBar extends HTMLElement {
  #view = null;
  #count = h('span', { class: 'count', role: 'status' });
  #input = h('input', { type: 'search', 'aria-label': 'Search the output', spellcheck: 'false' });
  #results = null;

  constructor() {
    super();
    this.hidden = true;
    this.append(
      this.#input,
      this.#count,
      button('up', 'Earlier', () => this.#find(true)),
      button('down', 'Later', () => this.#find(false)),
      button('close', 'Close', () => this.close()),
    );
    this.#input.addEventListener('input', () => this.#find(true));
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  open(view) {
    this.close();
    this.#view = view;
    this.#results = view.search.onDidChangeResults((found) => this.#found(found));
    this.hidden = false;
    this.#input.value = view.selection() || this.#input.value;
    this.#input.select();
    this.#find(true);
  }

  close() {
    if (this.hidden) {
      return;
    }
    this.hidden = true;
    this.#results.dispose();
    this.#view.search.clearDecorations();
    this.#view.focus();
  }

  #find(isBackwards) {
    const { search } = this.#view;
    const marked = { decorations: matchColours(preferences.isDark) };
    if (isBackwards) {
      search.findPrevious(this.#input.value, marked);
    } else {
      search.findNext(this.#input.value, marked);
    }
  }

  #found({ resultIndex, resultCount }) {
    const place = resultIndex < 0 ? '' : `${resultIndex + 1} of `;
    say(this.#count, this.#input.value && (resultCount ? `${place}${resultCount}` : 'none'));
  }

  #pressed(event) {
    if (event.key === 'Escape') {
      this.close();
    } else if (event.key === 'Enter') {
      this.#find(!event.shiftKey);
    } else {
      return;
    }
    event.preventDefault();
  }
}

function button(name, label, act) {
  return h(
    'button',
    { class: 'button', 'aria-label': label, title: label, onclick: act },
    icon(name),
  );
}

customElements.define('find-bar', FindBar);
