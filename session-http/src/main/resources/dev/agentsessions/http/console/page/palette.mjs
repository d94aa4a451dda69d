/** Go to or do anything: a line to type, and what matches it. */
import { sessionMark } from '../model/marks.mjs';
import { h, keep, say, set } from './dom.mjs';
import { showDialog } from './dialogs.mjs';
import { markElement, setMark } from './mark.mjs';

const MOST_SESSIONS = 8;

/**
 * @param sessions in the order to offer them
 * @param commands `{title, act}`, offered after the sessions that match
 * @param actions `go(session)`, `create(folder)`
 */
export async function palette(sessions, commands, actions) {
  const list = h('ul', { role: 'listbox', id: 'palette-list', 'aria-label': 'Matches' });
  const input = h('input', {
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-controls': 'palette-list',
    'aria-label': 'Go to or do anything',
    placeholder: 'A session, a command, or a folder',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  let entries = [];
  let at = 0;
  let chosen = null;

  const show = () => {
    keep(list, entries, (entry) => entry.key, newEntry, setEntry);
    [...list.children].forEach((child, index) => {
      child.id = `palette-${index}`;
      set(child, 'aria-selected', String(index === at));
    });
    set(input, 'aria-activedescendant', entries.length > 0 && `palette-${at}`);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const look = () => {
    entries = matching(input.value.trim(), sessions, commands, actions);
    at = 0;
    show();
  };
  const choose = (entry) => {
    chosen = entry;
    list.closest('dialog').close();
  };
  input.addEventListener('input', look);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length > 0) {
      event.preventDefault();
      at = (at + step + entries.length) % entries.length;
      show();
    } else if (event.key === 'Enter' && entries[at]) {
      event.preventDefault();
      choose(entries[at]);
    }
  });
  list.addEventListener('click', (event) => {
    const index = [...list.children].indexOf(event.target.closest('li'));
    if (index >= 0) {
      choose(entries[index]);
    }
  });
  look();
  const closed = showDialog('Go to', input, list);
  list.closest('dialog').classList.add('palette');
  await closed;
  chosen?.act();
}

function matching(text, sessions, commands, actions) {
  const words = text.toLowerCase().split(/\s+/);
  const isMatch = (haystack) => words.every((word) => haystack.toLowerCase().includes(word));
  const found = sessions
    .filter(({ displayName, slug, spec }) =>
      isMatch(`${displayName} ${slug} ${spec.location ?? ''}`),
    )
    .slice(0, MOST_SESSIONS)
    .map((session) => ({
      key: session.id,
      title: session.displayName,
      detail: session.spec.location,
      mark: sessionMark(session),
      act: () => actions.go(session),
    }));
  const offered = commands
    .filter(({ title }) => isMatch(title))
    .map(({ title, act }) => ({ key: title, title, act }));
  const isFolder = /^[/~]/.test(text);
  const create = {
    key: 'create',
    title: `New session in ${text}`,
    act: () => actions.create(text),
  };
  return [...(isFolder ? [create] : []), ...found, ...offered];
}

function newEntry() {
  return h(
    'li',
    { role: 'option' },
    markElement(),
    h('span', { class: 'name' }),
    h('span', { class: 'place' }),
  );
}

function setEntry(element, { title, detail = '', mark }) {
  const [shape, name, place] = element.children;
  shape.hidden = !mark;
  if (mark) {
    setMark(shape, mark);
  }
  say(name, title);
  say(place, detail ?? '');
}
