/** `<overview-page>`: what one sees with no session chosen: how things stand, and how to begin. */
import { GROUPS, groupOf } from '../model/groups.mjs';
import { createForm } from './create-form.mjs';
import { h, say } from './dom.mjs';

export class OverviewPage extends HTMLElement {
  #sessions;
  #heading = h('h1');
  #counts = h('p', { class: 'counts' });

  constructor(api, sessions, project) {
    super();
    this.#sessions = sessions;
    this.append(
      this.#heading,
      this.#counts,
      h('p', {}, 'Create a session: type a folder.'),
      createForm({ api, sessions, project }),
      h(
        'p',
        { class: 'hint' },
        h('kbd', {}, 'Ctrl+K'),
        ' goes anywhere · ',
        h('kbd', {}, '?'),
        ' shows the keys',
      ),
    );
    sessions.addEventListener('change', () => this.#show());
    this.#show();
  }

  #show() {
    const groups = this.#sessions.all().map(groupOf);
    const size = (id) => groups.filter((group) => group === id).length;
    const asking = size('needs');
    say(this.#heading, headingFor(groups.length, asking));
    const others = GROUPS.filter(({ id }) => id !== 'needs' && size(id) > 0);
    say(this.#counts, others.map(({ id, title }) => `${size(id)} ${title}`).join(' · '));
  }
}

function headingFor(all, asking) {
  if (all === 0) {
    return 'No sessions yet';
  }
  return asking === 0 ? 'Nobody needs you' : `${asking} need${asking === 1 ? 's' : ''} you`;
}

customElements.define('overview-page', OverviewPage);
