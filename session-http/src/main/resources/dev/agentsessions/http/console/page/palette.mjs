/** Go to or do anything: a line to type, and what matches it. */
import { matching } from '../model/matching.mjs';
import { showDialog } from './dialogs.mjs';
import { h } from './dom.mjs';
import { PickList } from './pick-list.mjs';

/**
 * @param sessions in the order to offer them
 * @param commands `{title, keys?, act}`, offered after the sessions that match
 * @param actions `go(session)`, `create(line)`
 */
export function palette(sessions, commands, actions) {
  const input = h('input', {
    'aria-label': 'Go to or do anything',
    placeholder: 'A session, a command, or a folder',
    spellcheck: 'false',
  });
  const list = new PickList(input, {
    label: 'Matches',
    take: (entry) => {
      input.closest('dialog').close();
      entry.act(); // at once: what is typed next may be meant for what it opens
    },
  });
  const none = h('p', { class: 'none', role: 'status' }, 'Nothing is called so.');
  const look = () => {
    const entries = matching(input.value, sessions, commands, actions);
    list.show(entries);
    none.hidden = entries.length > 0;
  };
  input.addEventListener('input', look);
  look();
  showDialog('Go to', input, list.element, none);
  input.closest('dialog').classList.add('palette');
}
