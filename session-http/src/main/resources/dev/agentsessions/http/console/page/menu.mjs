/** A button that opens a list of things to do. */
import { h } from './dom.mjs';
import { icon } from './icons.mjs';

/** @param offers gives groups of `{title, keys?, act}` when pressed; a single thing is done at once */
export function menuButton({ label, icon: name, offers }) {
  const menu = h('div', { class: 'menu', role: 'menu', popover: 'auto', 'aria-label': label });
  const button = h(
    'button',
    { class: 'button', 'aria-label': label, 'aria-haspopup': 'menu', title: label },
    icon(name),
  );
  button.popoverTargetElement = menu;
  // Before the button's own act, which is to open the menu or to close it.
  button.addEventListener('click', (event) => {
    const groups = offers().filter((group) => group.length > 0);
    if (groups.flat().length === 1) {
      event.preventDefault();
      groups[0][0].act();
    } else {
      menu.replaceChildren(...entries(menu, groups));
      placeBelow(menu, button);
    }
  });
  menu.addEventListener(
    'toggle',
    ({ newState }) => newState === 'open' && menu.querySelector('button').focus(),
  );
  menu.addEventListener('keydown', (event) => walk(menu, event));
  return h('span', { class: 'menu-place' }, button, menu);
}

function entries(menu, groups) {
  const entry = ({ title, keys, act }) => {
    const chosen = () => {
      menu.hidePopover();
      act();
    };
    const words = [h('span', {}, title), keys && h('kbd', {}, keys)];
    return h('button', { role: 'menuitem', onclick: chosen }, words.filter(Boolean));
  };
  return groups.flatMap((group, index) => [...(index > 0 ? [h('hr')] : []), ...group.map(entry)]);
}

function walk(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const all = [...menu.querySelectorAll('button')];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  }
}

/** Towards the middle of the page, so that it stays inside. */
function placeBelow(menu, button) {
  const { left, right, bottom } = button.getBoundingClientRect();
  const isOnTheRight = left > innerWidth / 2;
  menu.style.top = `${bottom + 4}px`;
  menu.style.left = isOnTheRight ? 'auto' : `${left}px`;
  menu.style.right = isOnTheRight ? `${innerWidth - right}px` : 'auto';
}
