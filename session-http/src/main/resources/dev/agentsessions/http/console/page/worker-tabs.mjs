/** `<worker-tabs>`: one tab per worker, each an address, and a way to one more. */
import { isResting, workerMark } from '../model/marks.mjs';
import { h, keep, say, set } from './dom.mjs';
import { icon } from './icons.mjs';
import { markElement, setMark } from './mark.mjs';
import { menuButton } from './menu.mjs';

export class WorkerTabs extends HTMLElement {
  #tabs = h('div', { role: 'tablist', 'aria-label': 'Workers' });
  #add;
  #close;
  #workers = [];
  #shown = null;

  /** @param actions `additions()`: what can be added, as a menu has it; `close(worker)` */
  constructor(actions) {
    super();
    this.#close = actions.close;
    this.#add = menuButton({
      label: 'Add a worker',
      icon: 'add',
      offers: () => [actions.additions()],
    });
    this.append(this.#tabs, this.#add);
    this.#tabs.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param addressOf of a worker's tab */
  show(session, shown, addressOf) {
    const { workers } = session;
    const isOther = shown?.id !== this.#shown?.id;
    this.#workers = workers;
    this.#shown = shown;
    this.#add.hidden = session.status.state !== 'ACTIVE';
    keep(
      this.#tabs,
      workers,
      ({ id }) => id,
      (worker) => this.#newTab(worker),
      (place, worker) =>
        this.#setTab(place, worker, addressOf(worker), workerMark(worker, isResting(session))),
    );
    if (isOther) {
      this.#current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  focus() {
    this.#current?.focus();
  }

  get #current() {
    return this.#tabs.querySelector('[aria-selected=true]');
  }

  /** The button is for pointers: a tab has no parts for a reader, and keys have Delete. */
  #newTab({ id }) {
    const close = () => this.#close(this.#workers.find((worker) => worker.id === id));
    return h(
      'span',
      { class: 'tab', role: 'presentation' },
      h(
        'a',
        { role: 'tab', 'aria-controls': 'stage' },
        markElement(),
        h('span', { class: 'name' }),
      ),
      h('button', { tabindex: '-1', 'aria-hidden': 'true', onclick: close }, icon('close')),
    );
  }

  #setTab(place, worker, href, shape) {
    const [tab, close] = place.children;
    const [mark, name] = tab.children;
    const isShown = worker.id === this.#shown?.id;
    set(tab, 'href', href);
    set(tab, 'aria-selected', String(isShown));
    set(tab, 'tabindex', isShown ? '0' : '-1');
    setMark(mark, shape);
    say(name, worker.name);
    set(close, 'title', `Delete ${worker.name}`);
  }

  #pressed(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...this.#tabs.querySelectorAll('[role=tab]')];
    if (step) {
      const next = tabs[tabs.indexOf(document.activeElement) + step];
      next?.focus();
      next?.click();
    } else if (event.key === 'Delete') {
      this.#close(this.#shown);
    }
  }
}

customElements.define('worker-tabs', WorkerTabs);
