/** `<touch-keys>`: the keys that phones lack, and a line to answer with when the agent asks. */
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
/** Agents take an Enter that comes with the text for one more line of it. */
const ENTER_MS = 150;

export class TouchKeys extends HTMLElement {
  #view = null;
  #ctrl;
  #keys = h('div', { class: 'keys-row', role: 'toolbar', 'aria-label': 'Terminal keys' });
  #line = h('input', { 'aria-label': 'Answer', placeholder: 'Answer', enterkeyhint: 'send' });
  #answer = h(
    'form',
    { class: 'answer', onsubmit: (event) => this.#send(event) },
    this.#line,
    h('button', { class: 'text strong' }, 'Send'),
  );

  constructor() {
    super();
    for (const [text, sequence, label = text] of KEYS) {
      const act = sequence === null ? () => this.#holdCtrl() : () => this.#view.press(sequence);
      const key = h('button', { 'aria-label': label, onclick: act }, text);
      // Keeps the focus, and with it the keyboard, in the terminal.
      key.addEventListener('pointerdown', (event) => event.preventDefault());
      this.#keys.append(key);
      this.#ctrl ??= sequence === null ? key : undefined;
    }
    this.append(this.#answer, this.#keys);
  }

  /** @param isAsking whether the agent waits for an answer */
  follow(view, isAsking) {
    this.hidden = !view;
    this.#answer.hidden = !isAsking;
    if (view !== this.#view) {
      this.#view = view;
      this.#line.value = '';
      set(this.#ctrl, 'aria-pressed', 'false');
    }
  }

  #holdCtrl() {
    this.#view.holdCtrl((isHeld) => set(this.#ctrl, 'aria-pressed', String(isHeld)));
  }

  #send(event) {
    event.preventDefault();
    const view = this.#view;
    view.press(this.#line.value);
    setTimeout(() => view.press('\r'), ENTER_MS);
    this.#line.value = '';
  }
}

customElements.define('touch-keys', TouchKeys);
