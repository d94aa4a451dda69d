/** `<repositories-page>`: the repositories of a project, one of them, and the background work. */
import { isAddress } from '../model/addresses.mjs';
import { cloneWords } from '../model/clone.mjs';
import { count, visible } from '../model/words.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { ProblemLine } from '../page/problem-line.mjs';
import { address, go } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { RepositoryView } from './repository-view.mjs';
import { TaskList } from './task-list.mjs';

export class RepositoriesPage extends HTMLElement {
  #catalog;
  #repositories;
  #sessions;
  #project;
  #shownId = '';
  #tasks = [];
  #worktrees = [];
  #watch = new Watch(() => this.#refresh());
  #problem = new ProblemLine();
  #line;
  #button = h('button', { class: 'text strong' }, 'Add');
  #none = h('p', { class: 'empty' });
  #list = h('ul', { class: 'lately', 'aria-label': 'Repositories' });
  #all;
  #one;
  #missing = h('p', { class: 'empty' }, 'There is no such repository. It was forgotten, or the address is wrong.');
  #taskList;

  constructor({ catalog, repositories, sessions, agents, project }) {
    super();
    this.hidden = true;
    this.#catalog = catalog;
    this.#repositories = repositories;
    this.#sessions = sessions;
    this.#project = project;
    this.#line = h('input', {
      'aria-label': 'Folder of a repository, or where to clone it from',
      placeholder: '/home/me/project, or https://… to clone',
      required: true,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      oninput: () => this.#problem.say(''),
    });
    this.#all = h(
      'section',
      {},
      h(
        'header',
        {},
        h('a', { class: 'button back', href: address(project), 'aria-label': 'Sessions' }, icon('back')),
        h('h1', {}, 'Repositories'),
        h('a', { class: 'text', href: address(project, '-', 'credentials') }, 'Git credentials'),
      ),
      h(
        'form',
        { class: 'create', onsubmit: (event) => this.#add(event) },
        h('div', { class: 'line' }, this.#line, this.#button),
      ),
      this.#none,
      this.#list,
    );
    this.#one = new RepositoryView(
      { project, agents },
      { save: (...given) => this.#save(...given), remove: (...given) => this.#remove(...given) },
    );
    this.#taskList = new TaskList({
      retry: ({ id }) => this.#try(() => catalog.retryTask(id)),
      cancel: ({ id }) => this.#try(() => catalog.cancelTask(id)),
      about: ({ key }) => repositories.find(key)?.name ?? '',
    });
    this.append(this.#problem.element, this.#all, this.#one, this.#missing, this.#taskList);
    sessions.addEventListener('change', () => !this.hidden && this.#draw());
  }

  /** @param id of a repository, or '' for all */
  show(id) {
    const isOther = this.hidden || id !== this.#shownId;
    this.hidden = false;
    if (id !== this.#shownId) {
      this.#shownId = id;
      this.#worktrees = [];
    }
    this.#draw();
    if (isOther) {
      this.#problem.say('');
      this.#watch.start();
      this.#focus();
    }
  }

  rest() {
    this.hidden = true;
    this.#watch.stop();
  }

  #focus() {
    if (matchMedia('(pointer: fine)').matches) {
      (this.#shownId ? this.#one.querySelector('a') : this.#line).focus();
    }
  }

  async #refresh() {
    try {
      await this.#repositories.read();
      this.#tasks = await this.#catalog.tasks();
      await this.#readWorktrees();
      this.#problem.readingWorked();
    } catch (problem) {
      this.#problem.readingFailed(problem);
    }
    this.#draw();
  }

  async #readWorktrees() {
    const id = this.#shownId;
    const isThere = this.#repositories.all.some((each) => each.id === id);
    const worktrees = isThere ? await this.#catalog.worktrees(id).catch(noneIfGone) : [];
    if (id === this.#shownId) {
      this.#worktrees = worktrees;
    }
  }

  #draw() {
    const { all, isLoaded } = this.#repositories;
    const one = this.#shownId && all.find(({ id }) => id === this.#shownId);
    this.#all.hidden = this.#shownId !== '';
    this.#one.hidden = !one;
    this.#missing.hidden = !this.#shownId || Boolean(one) || !isLoaded;
    set(this, 'aria-busy', !isLoaded && 'true');
    if (one) {
      this.#one.show(one, this.#sessionsOn(one), this.#worktrees);
    }
    keep(this.#list, all, ({ id }) => id, newRow, this.#setRow);
    say(
      this.#none,
      isLoaded && all.length === 0
        ? 'None yet. Type the folder of one, or where to clone it from: sessions on it share its settings and its set-up.'
        : '',
    );
    this.#none.hidden = this.#none.textContent === '';
    this.#taskList.show(this.#tasks);
  }

  #setRow = (row, repository) => {
    const link = row.firstElementChild;
    const [, name, place, words] = link.children;
    set(link, 'href', address(this.#project, '-', 'repositories', repository.id));
    say(name, visible(repository.name));
    const { clone } = repository;
    say(place, cloneWords(clone) || visible(repository.url ?? repository.path));
    set(place, 'title', visible(repository.path));
    set(place, 'data-state', clone?.state);
    say(words, count(this.#sessionsOn(repository).length, 'session', 'sessions'));
  };

  #sessionsOn({ id, path }) {
    return this.#sessions.all().filter(({ spec }) => [id, path].includes(spec.repository));
  }

  async #add(event) {
    event.preventDefault();
    this.#button.disabled = true;
    const typed = this.#line.value.trim();
    const source = isAddress(typed) ? { url: typed } : { path: typed };
    const added = await this.#try(() => this.#catalog.addRepository(source));
    this.#button.disabled = false;
    if (added) {
      this.#line.value = '';
      go(address(this.#project, '-', 'repositories', added.id));
    } else {
      this.#line.focus();
    }
  }

  async #save(id, settings) {
    const saved = await this.#catalog.updateRepository(id, settings);
    await this.#watch.now();
    return saved;
  }

  async #remove({ id }, files) {
    const act = () => this.#catalog.removeRepository(id, files);
    if ((await this.#try(act)) !== undefined) {
      go(address(this.#project, '-', 'repositories'));
    }
  }

  /** What the server answered, null for nothing, or undefined when it refused; then that is said. */
  async #try(act) {
    try {
      const answer = await act();
      this.#problem.say('');
      await this.#watch.now();
      return answer;
    } catch (problem) {
      this.#problem.say(problem.about(problem.field === 'url' ? 'The address' : 'The folder'));
      return undefined;
    }
  }
}

/** Somebody may forget it at any time. */
function noneIfGone(problem) {
  if (problem.isNotFound) {
    return [];
  }
  throw problem;
}

function newRow() {
  const part = (name) => h('span', { class: name });
  return h('li', {}, h('a', {}, icon('branch'), part('name'), part('place'), part('words')));
}

customElements.define('repositories-page', RepositoriesPage);
