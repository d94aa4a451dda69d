/**
 * What this browser's user prefers, kept in the browser; says `change`. Colours follow the system
 * unless `theme` says otherwise; `theme.js` sets them before the page is first drawn.
 */
const system = matchMedia('(prefers-color-scheme: dark)');
export const THEMES = ['system', 'dark', 'light'];

class Preferences extends EventTarget {
  constructor() {
    super();
    system.addEventListener('change', () => this.#changed());
  }

  get theme() {
    return localStorage.getItem('theme') ?? 'system';
  }

  set theme(theme) {
    localStorage.setItem('theme', theme);
    document.documentElement.dataset.theme = theme;
    this.#changed();
  }

  get isDark() {
    return this.theme === 'system' ? system.matches : this.theme === 'dark';
  }

  /** Whether terminals speak to a screen reader. */
  get readerMode() {
    return localStorage.getItem('readerMode') === 'on';
  }

  set readerMode(on) {
    localStorage.setItem('readerMode', on ? 'on' : 'off');
    this.#changed();
  }

  /** The agent that ran first in the session created last, or '' for a terminal. */
  get runs() {
    return localStorage.getItem('runs') ?? '';
  }

  set runs(agent) {
    localStorage.setItem('runs', agent);
  }

  isFolded(group) {
    return localStorage.getItem(`folded.${group}`) === 'yes';
  }

  fold(group, isFolded) {
    localStorage.setItem(`folded.${group}`, isFolded ? 'yes' : 'no');
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const preferences = new Preferences();
