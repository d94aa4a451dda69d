/** `<repository-list>`: the repositories of a session's workspace, each with how far its clone is. */
import { repositoryRows } from '../model/provision.mjs';
import { age, sentence, visible } from '../model/words.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { markElement, setMark } from '../page/mark.mjs';

export class RepositoryList extends HTMLElement {
  #remove;
  #rows = [];
  #list = h('ul', { 'aria-label': 'Repositories' });
  #none = h('p', { class: 'empty' }, 'None: the workspace began empty.');

  /** @param actions `remove(row)`: somebody wants it gone */
  constructor(actions) {
    super();
    this.#remove = actions.remove;
    this.append(this.#list, this.#none);
  }

  /** @param canChange whether they can be removed now */
  show(session, canChange) {
    this.#rows = repositoryRows(session);
    keep(
      this.#list,
      this.#rows,
      ({ name }) => name,
      (row) => this.#newRow(row),
      (element, row) => setRow(element, row, canChange),
    );
    this.#none.hidden = this.#rows.length > 0;
  }

  #newRow({ name }) {
    const part = (of) => h('span', { class: of });
    const find = () => this.#rows.find((row) => row.name === name);
    const remove = h('button', { class: 'button', onclick: () => this.#remove(find()) }, icon('trash'));
    const state = h('span', { class: 'words', role: 'status' });
    return h('li', {}, markElement(), part('name'), part('place'), state, part('age'), remove, part('more'));
  }
}

function setRow(element, { name, url, branch, mark, problem, progress, at }, canChange) {
  const [shape, title, place, state, when, remove, more] = element.children;
  setMark(shape, mark);
  say(title, visible(name));
  say(place, visible(`${branch} of ${url}`));
  set(place, 'title', visible(url));
  say(when, at ? age(Date.parse(at)) : '');
  say(state, mark.word);
  say(more, problem ? `${sentence(problem)} It is tried again by itself.` : progress && sentence(progress));
  set(more, 'data-state', problem ? 'failed' : null);
  remove.hidden = !canChange;
  set(remove, 'aria-label', `Remove ${visible(name)}`);
  set(remove, 'title', `Remove ${visible(name)}…`);
}

customElements.define('repository-list', RepositoryList);
