/** `<overview-page>`: what one sees with no session chosen: how things stand, and how to begin. */
import { GROUPS, changedAt, groupOf } from '../model/groups.mjs';
import { sessionMark } from '../model/marks.mjs';
import { fullPlaceOf, shortPlaceOf } from '../model/places.mjs';
import { age, clock, count } from '../model/words.mjs';
import { createForm } from './create-form.mjs';
import { h, keep, say, set } from './dom.mjs';
import { markElement, setMark } from './mark.mjs';
import { address } from './router.mjs';

const MOST = 8;

export class OverviewPage extends HTMLElement {
  #sessions;
  #project;
  #heading = h('h1');
  #counts = h('p', { class: 'counts' });
  #create;
  #lately = h('ul', { class: 'lately', 'aria-label': 'Lately' });

  constructor(page) {
    super();
    this.#sessions = page.sessions;
    this.#project = page.project;
    this.#create = createForm(page);
    this.append(this.#heading, this.#counts, this.#create, this.#lately);
    this.#sessions.addEventListener('change', () => this.#show());
    this.#show();
  }

  /** Whether its form can be used as it stands. */
  get canCreate() {
    return this.#create.checkVisibility();
  }

  focus() {
    this.#create.querySelector('input').focus();
  }

  #show() {
    const sessions = this.#sessions;
    this.#create.hidden = !sessions.isLoaded;
    if (sessions.hasNoProject) {
      say(this.#heading, `There is no project ${this.#project}`);
      this.#counts.replaceChildren(h('a', { href: address('default') }, 'Go to the default one'));
    } else if (!sessions.isLoaded) {
      const isSilent = sessions.offlineSince !== null;
      say(this.#heading, isSilent ? 'The host does not answer' : '');
      say(
        this.#counts,
        isSilent ? `Since ${clock(sessions.offlineSince)}. It is asked again by itself.` : '',
      );
    } else {
      this.#showSessions(sessions.all());
    }
  }

  #showSessions(all) {
    const groups = all.map(groupOf);
    const size = (id) => groups.filter((group) => group === id).length;
    const others = GROUPS.filter(({ id }) => id !== 'needs' && size(id) > 0);
    say(this.#heading, headingFor(all.length, size('needs')));
    say(
      this.#counts,
      all.length === 0
        ? 'Create a session: type a folder.'
        : others.map(({ id, title }) => `${size(id)} ${title}`).join(' · '),
    );
    const lately = all.toSorted(byNeed).slice(0, MOST);
    keep(this.#lately, lately, ({ id }) => id, newRow, this.#setRow);
  }

  #setRow = (row, session) => {
    const link = row.firstElementChild;
    const [mark, name, place, words, when] = link.children;
    set(link, 'href', address(this.#project, session.slug));
    setMark(mark, sessionMark(session));
    say(name, session.displayName);
    say(place, shortPlaceOf(session));
    set(place, 'title', fullPlaceOf(session));
    say(words, wordsOf(session));
    set(words, 'title', wordsOf(session));
    say(when, age(changedAt(session)));
  };
}

function newRow() {
  const part = (name) => h('span', { class: name });
  return h(
    'li',
    {},
    h('a', {}, markElement(), part('name'), part('place'), part('words'), part('age')),
  );
}

/** Who asks comes first, then what changed last. */
function byNeed(one, other) {
  const asks = (session) => Number(groupOf(session) === 'needs');
  return asks(other) - asks(one) || changedAt(other) - changedAt(one);
}

/** How it does, and why if it does not. */
function wordsOf(session) {
  const { state, reason, message } = session.status;
  const { word } = sessionMark(session);
  return state === 'FAILED' ? `${word}: ${message ?? reason}` : word;
}

function headingFor(all, asking) {
  if (all === 0) {
    return 'No sessions yet';
  }
  return asking === 0 ? 'Nobody needs you' : `${count(asking, 'needs', 'need')} you`;
}

customElements.define('overview-page', OverviewPage);
