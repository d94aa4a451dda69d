/** What is said above everything, and told to readers: for a while, or until somebody has read it. */
import { h, say } from './dom.mjs';
import { icon } from './icons.mjs';

const SHOWN_MS = 8_000;

const notice = h('p', { class: 'notice', role: 'status' });
const kept = h('div', { class: 'kept', role: 'log', 'aria-label': 'Notices' });
// Before there is something to say, or readers would miss it.
document.body.append(h('div', { class: 'notices' }, kept, notice));
let timer = null;

export function tell(text) {
  clearTimeout(timer);
  timer = setTimeout(() => say(notice, ''), SHOWN_MS);
  say(notice, text);
}

/** For what one may have to write down: it stays until it is closed. */
export function tellForGood(text) {
  const close = h(
    'button',
    { class: 'button', 'aria-label': 'Close', title: 'Close', onclick: () => told.remove() },
    icon('close'),
  );
  const told = h('p', {}, h('span', {}, text), close);
  kept.append(told);
}
