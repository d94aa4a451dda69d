/**
 * `<terminal-stage>`: where one terminal is seen at a time. Those seen lately keep their screens;
 * older ones are let go and come back from the server.
 */
import { TerminalView } from './terminal-view.mjs';

const KEPT = 8;
/** A page out of sight this long leaves its worker. */
const UNSEEN_MS = 60_000;

export class TerminalStage extends HTMLElement {
  #urlOf;
  #views = new Map();
  #leaving = null;
  /** The view on show, or null. */
  shown = null;

  /** @param urlOf the address of a worker's terminal: `(session, worker)` */
  constructor(urlOf) {
    super();
    this.#urlOf = urlOf;
    this.role = 'tabpanel';
    document.addEventListener('visibilitychange', () => this.#seen(!document.hidden));
  }

  /** Shows a worker's terminal; the one shown before leaves its worker. */
  show(session, worker) {
    const view = this.#views.get(worker.id) ?? this.#newView(session, worker);
    if (view !== this.shown) {
      this.shown?.hide();
      this.shown = view;
      this.#views.delete(worker.id);
      this.#views.set(worker.id, view); // the last one seen stands last
      this.#letGoOfOldest();
    }
    this.ariaLabel = worker.name;
    view.show(worker);
    return view;
  }

  showNothing() {
    this.shown?.hide();
    this.shown = null;
  }

  /** Lets go of terminals whose workers are gone. */
  keepOnly(isThere) {
    [...this.#views.keys()].filter((id) => !isThere(id)).forEach((id) => this.#letGo(id));
  }

  #seen(isSeen) {
    clearTimeout(this.#leaving);
    if (isSeen) {
      this.shown?.comeBack();
    } else {
      this.#leaving = setTimeout(() => this.shown?.leave(), UNSEEN_MS);
    }
  }

  #newView(session, worker) {
    const view = new TerminalView(this.#urlOf(session, worker), worker.name);
    this.append(view);
    return view;
  }

  #letGoOfOldest() {
    const [oldest] = this.#views.keys();
    if (this.#views.size > KEPT) {
      this.#letGo(oldest);
    }
  }

  #letGo(id) {
    const view = this.#views.get(id);
    this.#views.delete(id);
    view.dispose();
    if (view === this.shown) {
      this.shown = null;
    }
  }
}

customElements.define('terminal-stage', TerminalStage);
