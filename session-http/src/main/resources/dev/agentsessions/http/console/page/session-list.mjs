/** `<session-list>`: every session, grouped by what matters, and the ways to more. */
import { changedAt } from '../model/groups.mjs';
import { sessionMark } from '../model/marks.mjs';
import { Placement } from '../model/placement.mjs';
import { fullPlaceOf, shortPlaceOf } from '../model/places.mjs';
import { age, clock } from '../model/words.mjs';
import { h, keep, say, set } from './dom.mjs';
import { icon } from './icons.mjs';
import { markElement, setMark } from './mark.mjs';
import { preferences } from './preferences.mjs';
import { address } from './router.mjs';

const AGES_MS = 10_000;

export class SessionList extends HTMLElement {
  #sessions;
  #project;
  #placement = new Placement();
  #groups = [];
  #current = null;
  #isHeld = false;
  #timer = null;
  #rows = h('div', { class: 'rows' });
  #none;
  #stream = h('span', { class: 'stream', role: 'status' });

  /** @param actions `find()`, `turnTheme()`: what its buttons do */
  constructor(sessions, project, actions) {
    super();
    this.#sessions = sessions;
    this.#project = project;
    const create = address(project, '-', 'new');
    this.#none = h(
      'p',
      { class: 'none' },
      'No sessions yet. ',
      h('a', { href: create }, 'Create one'),
    );
    this.append(
      h(
        'header',
        { class: 'bar' },
        h(
          'a',
          { class: 'product', href: address(project) },
          icon('prompt'),
          project === 'default' ? 'Agent Sessions' : project,
        ),
        button('find', 'Go to or do anything (Ctrl+K)', actions.find),
        link('add', 'New session', create),
      ),
      this.#none,
      this.#rows,
      h(
        'footer',
        { class: 'status' },
        this.#stream,
        link('branch', 'Repositories', address(project, '-', 'repositories')),
        button('theme', 'Change colours', actions.turnTheme),
        link('keys', 'Keys (?)', address(project, '-', 'keys')),
      ),
    );
    this.#rows.addEventListener('pointerenter', (event) =>
      this.#hold(event.pointerType === 'mouse'),
    );
    this.#rows.addEventListener('pointerleave', () => this.#hold(false));
    this.#rows.addEventListener('keydown', (event) => this.#walk(event));
    sessions.addEventListener('change', () => this.#show());
    setInterval(() => this.#show(), AGES_MS);
    this.#show();
  }

  /** Marks the session that is looked at. */
  setCurrent(id) {
    this.#current = id;
    this.#show();
  }

  /** Sessions in the order of the list, of one group or of all. */
  inOrder(group = null) {
    return this.#groups
      .filter(({ id }) => group === null || id === group)
      .flatMap(({ sessions }) => sessions);
  }

  #show() {
    const { groups, dueMs } = this.#placement.arrange(
      this.#sessions.all(),
      Date.now(),
      this.#isHeld,
    );
    this.#groups = groups;
    clearTimeout(this.#timer);
    if (dueMs !== null) {
      this.#timer = setTimeout(() => this.#show(), dueMs);
    }
    this.#none.hidden =
      !this.#sessions.isLoaded || groups.some(({ sessions }) => sessions.length > 0);
    const { isLoaded, hasNoProject, offlineSince } = this.#sessions;
    set(this.#rows, 'aria-busy', !isLoaded && !hasNoProject && 'true');
    const shown = groups.filter(({ sessions }) => sessions.length > 0);
    keep(
      this.#rows,
      shown,
      ({ id }) => id,
      (group) => this.#newGroup(group),
      this.#setGroup,
    );
    const isOffline = offlineSince !== null && !hasNoProject;
    set(this, 'data-offline', isOffline);
    say(this.#stream, isOffline ? `offline since ${clock(offlineSince)}` : '');
  }

  #newGroup({ id, title }) {
    const group = h(
      'details',
      { class: 'group', open: !preferences.isFolded(id) },
      h('summary', {}, h('span', { class: 'title' }, title), h('span', { class: 'count' })),
      h('ul', { 'aria-label': title }),
    );
    group.addEventListener('toggle', () => preferences.fold(id, !group.open));
    return group;
  }

  #setGroup = (element, { sessions }) => {
    say(element.querySelector('.count'), String(sessions.length));
    keep(element.querySelector('ul'), sessions, ({ id }) => id, newRow, this.#setRow);
  };

  #setRow = (row, session) => {
    const link = row.firstElementChild;
    const [mark, name, place, when] = link.children;
    set(link, 'href', address(this.#project, session.slug));
    set(link, 'aria-current', session.id === this.#current && 'page');
    setMark(mark, sessionMark(session));
    say(name, session.displayName);
    say(place, shortPlaceOf(session));
    say(when, age(changedAt(session)));
    set(link, 'title', `${session.displayName}, ${fullPlaceOf(session)}`);
  };

  #hold(isHeld) {
    this.#isHeld = isHeld;
    this.#show();
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...this.#rows.querySelectorAll('details[open] a')];
    const at = links.indexOf(document.activeElement);
    if (step && at >= 0) {
      event.preventDefault();
      links[at + step]?.focus();
    }
  }
}

function button(name, label, act) {
  const names = { class: 'button', 'aria-label': label, title: label };
  return h('button', { ...names, onclick: act }, icon(name));
}

function link(name, label, href) {
  return h('a', { class: 'button', 'aria-label': label, title: label, href }, icon(name));
}

function newRow() {
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'row' },
      markElement(),
      h('span', { class: 'name' }),
      h('span', { class: 'place' }),
      h('span', { class: 'age' }),
    ),
  );
}

customElements.define('session-list', SessionList);
