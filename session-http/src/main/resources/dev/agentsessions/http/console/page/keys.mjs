/**
 * The keys of the page; the terminal gets every other one. They are taken before anything else
 * sees them, and shown by `?`.
 */
import { h } from './dom.mjs';

const LEAVE_MS = 400;

/** @param actions what the keys do, by the names below */
export class Keys {
  #bindings;
  #lastEscape = -Infinity;
  #actions;

  constructor(actions) {
    this.#actions = actions;
    this.#bindings = [
      ['Ctrl+K', 'go to or do anything', (e) => isCommand(e) && e.code === 'KeyK', actions.find],
      ['Ctrl+Shift+N', 'new session', (e) => isShifted(e) && e.code === 'KeyN', actions.create],
      [
        'Ctrl+Shift+F',
        'search the output',
        (e) => isShifted(e) && e.code === 'KeyF',
        actions.search,
      ],
      [
        'Ctrl+Shift+C',
        'copy the selection',
        (e) => isShifted(e) && e.code === 'KeyC',
        actions.copy,
      ],
      ['Alt+1 … 9', 'worker tab', (e) => isAlt(e) && digit(e), (e) => actions.tab(digit(e) - 1)],
      [
        'Alt+↓',
        'next session that needs you',
        (e) => isAlt(e) && e.code === 'ArrowDown',
        () => actions.step(1),
      ],
      ['Alt+↑', 'the one before', (e) => isAlt(e) && e.code === 'ArrowUp', () => actions.step(-1)],
      ['?', 'these keys', (e) => e.key === '?' && !isTyping(e), actions.help],
    ];
    addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
  }

  /** The keys as a list to read. */
  table() {
    const rows = [
      ...this.#bindings,
      ['Esc Esc', 'leave the terminal'],
      ['Delete', 'on a tab: delete its worker'],
    ];
    return h(
      'dl',
      { class: 'keys' },
      rows.map(([keys, does]) => [h('dt', {}, h('kbd', {}, keys)), h('dd', {}, does)]),
    );
  }

  #pressed(event) {
    if (document.querySelector('dialog[open]')) {
      return;
    }
    this.#leaveOnTwoEscapes(event);
    const binding = this.#bindings.find(([, , matches]) => matches(event));
    if (binding) {
      event.preventDefault();
      event.stopImmediatePropagation();
      binding[3](event);
    }
  }

  #leaveOnTwoEscapes(event) {
    if (event.key !== 'Escape' || !event.target.closest?.('terminal-view')) {
      this.#lastEscape = -Infinity;
      return;
    }
    const isSecond = event.timeStamp - this.#lastEscape < LEAVE_MS;
    this.#lastEscape = isSecond ? -Infinity : event.timeStamp;
    if (isSecond) {
      // After this event, so that the terminal gets its Esc.
      setTimeout(this.#actions.leave);
    }
  }
}

function isCommand(event) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
}

function isShifted(event) {
  return (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
}

function isAlt(event) {
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

function digit(event) {
  return Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? 0);
}

function isTyping(event) {
  return event.target.matches?.('input, textarea, select');
}
