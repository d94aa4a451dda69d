/** `<session-header>`: a session in one line: who it is, where it works, how it does, what to do. */
import { gitWords } from '../model/git-words.mjs';
import { changedAt } from '../model/groups.mjs';
import { isResting, sessionMark } from '../model/marks.mjs';
import { branchOf, fullPlaceOf, placeOf } from '../model/places.mjs';
import { age } from '../model/words.mjs';
import { h, say, set } from './dom.mjs';
import { icon } from './icons.mjs';
import { markElement, setMark } from './mark.mjs';
import { menuButton } from './menu.mjs';

export class SessionHeader extends HTMLElement {
  #mark = markElement();
  #name = h('h1');
  #branch = icon('branch');
  #place = h('span', { class: 'name' });
  #git = h('span', { class: 'git', role: 'img' });
  #phase = h('span', { class: 'phase' });
  #stop;
  #start;

  /**
   * @param home the address of the list
   * @param actions `start()`, `stop()`, `more()`: what else can be done, as a menu has it
   */
  constructor(home, actions) {
    super();
    this.className = 'bar';
    this.#stop = button('stop', 'Stop', actions.stop);
    this.#start = button('start', 'Start', actions.start);
    this.append(
      h('a', { class: 'button back', href: home, 'aria-label': 'Sessions' }, icon('back')),
      this.#mark,
      this.#name,
      h('span', { class: 'place' }, this.#branch, this.#place, this.#git),
      this.#phase,
      this.#stop,
      this.#start,
      menuButton({ label: 'More', icon: 'more', offers: actions.more }),
    );
  }

  show(session) {
    const { state, phase } = session.status;
    const rests = isResting(session);
    setMark(this.#mark, sessionMark(session));
    say(this.#name, session.displayName);
    set(this.#name, 'title', session.displayName);
    set(this.#branch, 'hidden', branchOf(session) === null);
    say(this.#place, placeOf(session));
    set(this.#place, 'title', fullPlaceOf(session));
    say(this.#phase, `${phase} ${age(changedAt(session))}`);
    this.#stop.hidden = rests;
    this.#stop.disabled = state === 'TERMINATING';
    this.#start.hidden = !rests;
  }

  /** @param git as the server says it, or undefined while it is not known */
  showGit(git) {
    const { short, long } = gitWords(git);
    say(this.#git, short);
    set(this.#git, 'title', long);
    set(this.#git, 'aria-label', long);
    this.#git.hidden = short === '';
  }
}

function button(name, label, act) {
  return h('button', { class: 'text', onclick: act }, icon(name), label);
}

customElements.define('session-header', SessionHeader);
