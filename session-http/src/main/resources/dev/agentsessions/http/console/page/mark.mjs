/** A mark as an element: the shape is drawn by the style sheet, the word is for readers. */
import { h, say, set } from './dom.mjs';

export function markElement() {
  return h('span', { class: 'mark' }, h('span', { class: 'unseen' }));
}

export function setMark(element, { shape, word }) {
  set(element, 'data-shape', shape);
  set(element, 'title', word);
  say(element.firstElementChild, word);
}
