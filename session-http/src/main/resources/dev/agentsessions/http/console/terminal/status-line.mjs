/** `<status-line>`: one quiet line about a terminal: connection, size, epoch, bytes, what is held. */
import { bytes } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { connectionWords, detailWords } from './status-words.mjs';

const TICK_MS = 1_000;

export class StatusLine extends HTMLElement {
  #view = null;
  #worker = null;
  #connection = h('span', { class: 'connection', role: 'status' });
  #held = h('span');
  #drop = h('button', { class: 'text', onclick: () => this.#view.socket.dropHeld() }, 'Drop');
  #retry = h('button', { class: 'text', onclick: () => this.#view.socket.open() }, 'Try now');
  #notice = h('span', { class: 'said', role: 'status' });
  #details = h('span', { class: 'details' });

  constructor() {
    super();
    this.className = 'status';
    this.append(this.#connection, this.#retry, this.#held, this.#drop, this.#notice, this.#details);
    setInterval(() => this.#view?.socket.state === 'offline' && this.#show(), TICK_MS);
  }

  /** Tells of a view and its worker, or of nothing. */
  follow(view, worker) {
    if (view !== this.#view) {
      this.#view?.removeEventListener('change', this.#show);
      view?.addEventListener('change', this.#show);
      this.#view = view;
    }
    this.#worker = worker;
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
    say(this.#held, isHolding ? `${bytes(socket.held.size)} typed, held back` : '');
    say(this.#notice, notice);
    say(this.#details, detailWords(socket));
    this.#drop.hidden = !isHolding;
    this.#retry.hidden = socket.state !== 'offline';
  };
}

customElements.define('status-line', StatusLine);
