/** `<worker-tabs>`: one tab per worker, each an address, and a way to one more. */
import { workerMark } from '../model/marks.mjs';
import { h, keep, say, set } from './dom.mjs';
import { icon } from './icons.mjs';
import { markElement, setMark } from './mark.mjs';

export class WorkerTabs extends HTMLElement {
  #tabs = h('div', { role: 'tablist', 'aria-label': 'Workers' });
  #add;
  #shown = null;
  #remove;

  /** @param actions `add()`, `remove(workerId)` */
  constructor(actions) {
    super();
    this.#remove = actions.remove;
    this.#add = h(
      'button',
      {
        class: 'button',
        'aria-label': 'Add a terminal',
        title: 'Add a terminal',
        onclick: actions.add,
      },
      icon('add'),
    );
    this.append(this.#tabs, this.#add);
    this.#tabs.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param addressOf of a worker's tab */
  show(workers, shown, addressOf, mayAdd) {
    this.#shown = shown;
    this.#add.hidden = !mayAdd;
    keep(
      this.#tabs,
      workers,
      ({ id }) => id,
      newTab,
      (tab, worker) => {
        const [mark, name] = tab.children;
        const isShown = worker.id === shown?.id;
        set(tab, 'href', addressOf(worker));
        set(tab, 'aria-selected', String(isShown));
        set(tab, 'tabindex', isShown ? '0' : '-1');
        setMark(mark, workerMark(worker));
        say(name, worker.name);
      },
    );
  }

  focus() {
    this.#tabs.querySelector('[aria-selected=true]')?.focus();
  }

  #pressed(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...this.#tabs.children];
    if (step) {
      const next = tabs[tabs.indexOf(document.activeElement) + step];
      next?.focus();
      next?.click();
    } else if (event.key === 'Delete') {
      this.#remove(this.#shown);
    }
  }
}

function newTab() {
  return h('a', { role: 'tab' }, markElement(), h('span', { class: 'name' }));
}

customElements.define('worker-tabs', WorkerTabs);
