/** `<touch-keys>`: the keys that phones lack. Ctrl holds for the next key. */
import { h, set } from '../page/dom.mjs';

const KEYS = [
  ['Esc', '\x1b'],
  ['Tab', '\t'],
  ['Ctrl', null],
  ['←', '\x1b[D', 'Left'],
  ['↓', '\x1b[B', 'Down'],
  ['↑', '\x1b[A', 'Up'],
  ['→', '\x1b[C', 'Right'],
];

export class TouchKeys extends HTMLElement {
  #view = null;
  #ctrl;

  constructor() {
    super();
    this.role = 'toolbar';
    this.ariaLabel = 'Terminal keys';
    for (const [text, sequence, label = text] of KEYS) {
      const act = sequence === null ? () => this.#holdCtrl() : () => this.#view.press(sequence);
      const key = h('button', { 'aria-label': label, onclick: act }, text);
      // Keeps the focus, and with it the keyboard, in the terminal.
      key.addEventListener('pointerdown', (event) => event.preventDefault());
      this.append(key);
      this.#ctrl ??= sequence === null ? key : undefined;
    }
  }

  follow(view) {
    this.#view = view;
    this.hidden = !view;
    set(this.#ctrl, 'aria-pressed', 'false');
  }

  #holdCtrl() {
    this.#view.holdCtrl((isHeld) => set(this.#ctrl, 'aria-pressed', String(isHeld)));
  }
}

customElements.define('touch-keys', TouchKeys);
