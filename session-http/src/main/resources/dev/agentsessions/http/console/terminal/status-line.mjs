/** `<status-line>`: one quiet line about a terminal: connection, size, epoch, bytes, what is held. */
import { h, say, set } from '../page/dom.mjs';
import { connectionWords, detailWords } from './status-words.mjs';

const TICK_MS = 1_000;

export class StatusLine extends HTMLElement {
  #view = null;
  #worker = null;
  #wayOn = null;
  #connection = h('span', { class: 'connection', role: 'status' });
  #details = h('span', { class: 'details' });
  #on = h('button', { class: 'text', onclick: () => this.#wayOn.act() });
  #retry = h('button', { class: 'text', onclick: () => this.#view.socket.open() }, 'Try now');
  #held = h('span', { class: 'held', role: 'status' });
  #drop = h('button', { class: 'text', onclick: () => this.#view.socket.dropHeld() }, 'Drop it');
  #notice = h('span', { class: 'said', role: 'status' });

  constructor() {
    super();
    this.className = 'status';
    this.append(
      this.#connection,
      this.#details,
      this.#retry,
      this.#on,
      this.#held,
      this.#drop,
      this.#notice,
    );
    setInterval(() => this.#view?.socket.state === 'offline' && this.#show(), TICK_MS);
  }

  /**
   * Tells of a view and its worker, or of nothing.
   *
   * @param wayOn what can be done where the worker does not run, as `{title, act}`, or null
   */
  follow(view, worker, wayOn) {
    if (view !== this.#view) {
      this.#view?.removeEventListener('change', this.#show);
      view?.addEventListener('change', this.#show);
      this.#view = view;
    }
    this.#worker = worker;
    this.#wayOn = wayOn;
    this.#show();
  }

  #show = () => {
    this.hidden = !this.#view;
    if (!this.#view) {
      return;
    }
    const { socket, notice } = this.#view;
    const isHolding = socket.held.size > 0;
    set(this, 'data-state', socket.state);
    say(this.#connection, connectionWords(socket, this.#worker));
    say(this.#details, detailWords(socket));
    say(this.#on, this.#wayOn?.title ?? '');
    say(this.#held, isHolding ? `held back: ${socket.held.preview()}` : '');
    say(this.#notice, notice);
    this.#on.hidden = !this.#wayOn;
    this.#drop.hidden = !isHolding;
    this.#retry.hidden = socket.state !== 'offline';
  };
}

customElements.define('status-line', StatusLine);
