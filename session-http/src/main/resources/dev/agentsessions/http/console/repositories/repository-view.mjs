/** `<repository-view>`: one repository: its worktrees and the sessions on them, its settings, and how to forget it. */
import { cloneProgress, cloneState } from '../model/clone.mjs';
import { changedAt } from '../model/groups.mjs';
import { sessionMark } from '../model/marks.mjs';
import { age, visible } from '../model/words.mjs';
import { worktreeRows } from '../model/worktrees.mjs';
import { confirmed } from '../page/dialogs.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { markElement, setMark } from '../page/mark.mjs';
import { address } from '../page/router.mjs';
import { RepositoryForm } from './repository-form.mjs';

export class RepositoryView extends HTMLElement {
  #project;
  #actions;
  #repository = null;
  #sessions = [];
  #name = h('h1');
  #path = h('p', { class: 'path' });
  #state = h('span', { role: 'status' });
  #progress = h('span', { 'data-quiet': '' }); // no status: readers would be told every other second
  #clone = h('p', { class: 'clone' }, this.#state, ' ', this.#progress);
  #hint = h('p', { class: 'empty' });
  #list = h('ul', { class: 'lately', 'aria-label': 'Worktrees' });
  #form;

  /** @param actions `save(id, settings)`, `remove(repository, files)` */
  constructor({ project, agents }, actions) {
    super();
    this.#project = project;
    this.#actions = actions;
    this.#form = new RepositoryForm(agents, actions.save);
    const home = address(project, '-', 'repositories');
    this.append(
      h(
        'header',
        {},
        h('a', { class: 'button', href: home, 'aria-label': 'All repositories' }, icon('back')),
        this.#name,
        h('button', { class: 'text', onclick: () => this.#remove() }, 'Forget…'),
      ),
      this.#path,
      this.#clone,
      h('h2', {}, 'Worktrees'),
      this.#list,
      this.#hint,
      h('h2', {}, 'Settings'),
      this.#form,
    );
  }

  /**
   * @param sessions those on it
   * @param worktrees as the server lists them
   */
  show(repository, sessions, worktrees) {
    this.#repository = repository;
    this.#sessions = sessions;
    say(this.#name, visible(repository.name));
    say(this.#path, visible(repository.url ?? repository.path));
    set(this.#path, 'title', visible(repository.path));
    const { clone } = repository;
    say(this.#state, cloneState(clone));
    say(this.#progress, cloneProgress(clone));
    set(this.#clone, 'data-state', clone?.state);
    this.#clone.hidden = this.#state.textContent === '';
    say(this.#hint, `For one more, create a session: type “${visible(repository.name)} BRANCH”.`);
    const rows = worktreeRows(worktrees, sessions);
    keep(this.#list, rows, ({ key }) => key, newRow, this.#setRow);
    this.#form.show(repository);
  }

  #setRow = (row, { session, branch, directory, note }) => {
    const link = row.firstElementChild;
    const [mark, name, place, words, when] = link.children;
    set(link, 'href', session ? address(this.#project, session.slug) : null);
    setMark(mark, session ? sessionMark(session) : { shape: 'none', word: '' });
    say(name, session ? visible(session.displayName) : note);
    set(name, 'data-quiet', !session);
    say(place, visible(branch));
    say(words, visible(directory));
    set(words, 'title', visible(directory));
    say(when, session ? age(changedAt(session)) : '');
  };

  async #remove() {
    const [repository, sessions] = [this.#repository, this.#sessions];
    const isSure = await confirmed({
      title: `Forget ${visible(repository.name)}?`,
      does: 'Removes it and its settings from this list.',
      keeps: `Its files stay in ${visible(repository.path)}${sessions.length > 0 ? ', and so do its sessions' : ''}.`,
      option: Boolean(repository.url) && 'Remove the clone too, unless there is work in it that is nowhere else',
      action: 'Forget',
      isFinal: true,
    });
    if (isSure) {
      await this.#actions.remove(repository, isSure.option ? 'remove' : '');
    }
  }
}

function newRow() {
  const part = (name) => h('span', { class: name });
  return h(
    'li',
    {},
    h('a', {}, markElement(), part('name'), part('place'), part('words'), part('age')),
  );
}

customElements.define('repository-view', RepositoryView);
