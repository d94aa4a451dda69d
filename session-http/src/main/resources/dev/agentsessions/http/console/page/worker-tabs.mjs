/** `<worker-tabs>`: one tab per worker, then the views of the session, each an address; and a way to one more worker. */
import { isResting, workerMark } from '../model/marks.mjs';
import { h, keep, say, set } from './dom.mjs';
import { icon } from './icons.mjs';
import { markElement, setMark } from './mark.mjs';
import { menuButton } from './menu.mjs';
import { viewsOf } from './router.mjs';

export class WorkerTabs extends HTMLElement {
  #tabs = h('div', { role: 'tablist', 'aria-label': 'Workers' });
  #add;
  #close;
  #workers = [];
  #shown = null;
  #key = null;

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

  /**
   * @param worker the one on show, or null
   * @param view the name of the view on show, or null
   * @param addressOf of a tab, by the id of a worker or the name of a view
   */
  show(session, worker, view, addressOf) {
    const { workers } = session;
    const key = worker?.id ?? view;
    const isOther = key !== this.#key;
    this.#key = key;
    this.#workers = workers;
    this.#shown = worker;
    this.#add.hidden = session.status.state !== 'ACTIVE';
    const rests = isResting(session);
    keep(
      this.#tabs,
      [
        ...workers.map((each) => ({ id: each.id, title: each.name, mark: workerMark(each, rests) })),
        ...viewsOf(session).map(({ name, title }) => ({ id: name, title })),
      ],
      ({ id }) => id,
      (tab) => this.#newTab(tab),
      (place, tab) => this.#setTab(place, tab, addressOf(tab.id)),
    );
    if (isOther) {
      this.#current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  /** Says at the tab of a view how many things are there. */
  showCount(view, number) {
    const count = this.#tabs.querySelector(`[data-key="${view}"] .count`);
    say(count, number > 0 ? String(number) : '');
  }

  focus() {
    this.#current?.focus();
  }

  get #current() {
    return this.#tabs.querySelector('[aria-selected=true]');
  }

  /** The button is for pointers: a tab has no parts for a reader, and keys have Delete. */
  #newTab({ id, mark }) {
    const close = () => this.#close(this.#workers.find((worker) => worker.id === id));
    const name = h('span', { class: 'name' });
    const parts = mark ? [markElement(), name] : [name, h('span', { class: 'count' })];
    return h(
      'span',
      { class: mark ? 'tab' : 'tab view', role: 'presentation' },
      h('a', { role: 'tab', 'aria-controls': mark ? 'stage' : 'views' }, parts),
      Boolean(mark) && h('button', { tabindex: '-1', 'aria-hidden': 'true', onclick: close }, icon('close')),
    );
  }

  #setTab(place, { id, title, mark }, href) {
    const [tab, close] = place.children;
    const isShown = id === this.#key;
    set(tab, 'href', href);
    set(tab, 'aria-selected', String(isShown));
    set(tab, 'tabindex', isShown ? '0' : '-1');
    say(tab.querySelector('.name'), title);
    if (mark) {
      setMark(tab.firstElementChild, mark);
      set(close, 'title', `Delete ${title}`);
    }
  }

  #pressed(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...this.#tabs.querySelectorAll('[role=tab]')];
    if (step) {
      const next = tabs[tabs.indexOf(document.activeElement) + step];
      next?.focus();
      next?.click();
    } else if (event.key === 'Delete' && this.#shown) {
      this.#close(this.#shown);
    }
  }
}

customElements.define('worker-tabs', WorkerTabs);
