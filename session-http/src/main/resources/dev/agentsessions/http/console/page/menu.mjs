/** A button that opens a list of things to do. */
import { h } from './dom.mjs';
import { icon } from './icons.mjs';

/** @param offers gives `{title, act}` each time the menu opens */
export function menuButton(label, offers) {
  const menu = h('div', { class: 'menu', role: 'menu', popover: 'auto', 'aria-label': label });
  const button = h(
    'button',
    { class: 'button', 'aria-label': label, 'aria-haspopup': 'menu', title: label },
    icon('more'),
  );
  button.popoverTargetElement = menu;
  menu.addEventListener('beforetoggle', ({ newState }) => {
    if (newState === 'open') {
      menu.replaceChildren(...offers().map(({ title, act }) => entry(menu, title, act)));
      placeBelow(menu, button);
    }
  });
  menu.addEventListener(
    'toggle',
    ({ newState }) => newState === 'open' && menu.firstElementChild.focus(),
  );
  menu.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = [...menu.children];
      all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
    }
  });
  return h('span', {}, button, menu);
}

function entry(menu, title, act) {
  const chosen = () => {
    menu.hidePopover();
    act();
  };
  return h('button', { role: 'menuitem', onclick: chosen }, title);
}

function placeBelow(menu, button) {
  const { bottom, right } = button.getBoundingClientRect();
  menu.style.top = `${bottom + 4}px`;
  menu.style.right = `${innerWidth - right}px`;
}
