/** One thing said for a while, above everything, and told to readers. */
import { h, say } from './dom.mjs';

const SHOWN_MS = 8_000;

const notice = h('p', { class: 'notice', role: 'status' });
document.body.append(notice); // before there is something to say, or readers would miss it
let timer = null;

export function tell(text) {
  clearTimeout(timer);
  timer = setTimeout(() => say(notice, ''), SHOWN_MS);
  say(notice, text);
}
