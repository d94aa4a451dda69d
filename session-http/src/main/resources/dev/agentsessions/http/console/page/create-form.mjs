/**
 * Creates a session: one line, or a row for each repository to clone; everything else folded away.
 * Enter creates it, starts it, and goes to its first worker.
 */
import { nameIn } from '../model/addresses.mjs';
import { suggestions } from '../model/suggestions.mjs';
import { wishOf } from '../model/wish.mjs';
import { listed, visible } from '../model/words.mjs';
import { RepositoryRows } from '../provision/repository-rows.mjs';
import { h, say, set } from './dom.mjs';
import { PickList } from './pick-list.mjs';
import { preferences } from './preferences.mjs';
import { address, go } from './router.mjs';

let made = 0;

/** @param line what the line holds to begin with */
export function createForm({ api, sessions, agents, repositories, project, line = '' }) {
  return new CreateForm({ api, sessions, agents, repositories, project }, line).element;
}

class CreateForm {
  element;
  #page;
  #line;
  #offers;
  #name = h('input', { name: 'name', autocomplete: 'off', maxlength: 200 });
  #base = h('input', { name: 'base', autocomplete: 'off', spellcheck: 'false', maxlength: 200 });
  #runs = h('select', {
    name: 'runs',
    // At once: the list is made anew when the line gets the focus.
    onchange: () => (preferences.runs = this.#runs.value),
  });
  #more;
  #lineBox;
  #rows;
  #repository = undefined;
  #hint = h('p', { class: 'hint' });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #button = h('button', { class: 'text strong' }, 'Create');

  constructor(page, line) {
    const id = `create-${++made}`;
    this.#page = page;
    this.#hint.id = `${id}-hint`;
    this.#problem.id = `${id}-problem`;
    this.#line = h('input', {
      name: 'line',
      value: line,
      required: true,
      autocapitalize: 'off',
      spellcheck: 'false',
      placeholder: '/home/me/project',
      'aria-label': 'Folder, repository and branch, or address to clone',
      'aria-describedby': `${this.#hint.id} ${this.#problem.id}`,
      autofocus: true,
      onfocus: () => this.#comeTo(),
      onblur: () => this.#offers.show([]),
      oninput: () => this.#offer(),
    });
    this.#offers = new PickList(this.#line, {
      label: 'Folders, repositories and addresses in use',
      take: ({ key }) => this.#take(key),
      isOffer: true,
    });
    this.#lineBox = h('div', { class: 'line' }, this.#line, this.#button, this.#offers.element);
    this.#rows = new RepositoryRows(textButton('A folder instead', () => this.#useLine()));
    this.#rows.hidden = true;
    this.#more = h(
      'details',
      { ontoggle: () => this.#offerRuns() },
      h('summary', {}, 'More'),
      textButton('Clone several repositories…', () => this.#useRows()),
      h('label', {}, 'Name', this.#name),
      h('label', {}, 'Branch off from', this.#base),
      h('label', {}, 'Runs', this.#runs),
    );
    this.element = h(
      'form',
      { class: 'create', onsubmit: (event) => this.#submit(event), oninput: () => this.#changed() },
      this.#lineBox,
      this.#rows,
      this.#problem,
      this.#hint,
      this.#more,
    );
    this.#comeTo();
    this.#offers.show([]);
  }

  /** One row for what the line says already. */
  #useRows() {
    const typed = wishOf(this.#line.value)?.spec?.repos ?? [{}];
    this.#rows.value = [...typed, {}].slice(0, 2);
    this.#show({ hasRows: true });
    this.#rows.focus();
  }

  #useLine() {
    this.#show({ hasRows: false });
    this.#line.focus();
  }

  #show({ hasRows }) {
    this.#rows.hidden = !hasRows;
    if (!hasRows) {
      this.#rows.value = [];
    }
    this.#lineBox.hidden = hasRows;
    this.#line.required = !hasRows; // what cannot be seen must not be missed
    this.#more.querySelector('button').hidden = hasRows;
    (hasRows ? this.#rows.lastElementChild : this.#lineBox).append(this.#button);
    this.#changed();
  }

  get #wish() {
    return this.#rows.hidden
      ? wishOf(this.#line.value)
      : { kind: 'agentic', spec: { repos: this.#rows.value } };
  }

  /** What is known may have changed since. */
  #comeTo() {
    this.#offerRuns();
    this.#offer();
  }

  /** What may run now. */
  #offerRuns() {
    const terminal = h('option', { value: '' }, 'Terminal');
    const agents = this.#page.agents.all.map(({ id, name }) => h('option', { value: id }, name));
    this.#runs.replaceChildren(terminal, ...agents);
    this.#runs.value = preferences.runs;
    this.#runs.selectedIndex = Math.max(0, this.#runs.selectedIndex);
    this.#runs.parentElement.hidden = agents.length === 0;
    this.#changed();
  }

  #offer() {
    const found = suggestions(
      this.#line.value,
      this.#page.sessions.all(),
      this.#page.repositories.all,
    );
    this.#offers.show(found.map((key) => ({ key, title: key })));
  }

  #take(line) {
    this.#line.value = line;
    this.#offers.show([]);
    this.#changed();
  }

  #changed() {
    const wish = this.#wish;
    this.#preferAgentOf(wish);
    const runs = this.#runs.selectedOptions[0].text;
    say(this.#problem, '');
    [this.#line, this.#name, this.#base].forEach((field) => set(field, 'aria-invalid', null));
    this.#base.parentElement.hidden = wish?.kind !== 'worktree';
    say(this.#hint, hintFor(wish, runs));
  }

  /** Once a repository is named, its agent is offered; what is chosen after that stays. */
  #preferAgentOf(wish) {
    const repository = this.#page.repositories.find(wish?.spec?.repository);
    if (repository?.id !== this.#repository?.id && repository?.agent) {
      this.#runs.value = repository.agent;
      this.#runs.selectedIndex = Math.max(0, this.#runs.selectedIndex);
    }
    this.#repository = repository;
  }

  async #submit(event) {
    event.preventDefault();
    const { api, sessions, project } = this.#page;
    const wish = this.#wish;
    if (!wish || wish.problem) {
      return this.#refuse(this.#line, wish?.problem ?? 'Type a folder first.');
    }
    this.#button.disabled = true;
    try {
      const created = await api.create(this.#wanted(wish));
      this.#line.value = '';
      this.#show({ hasRows: false });
      await sessions.reread(created.id);
      go(address(project, created.slug, created.workers[0]?.id));
    } catch (refusal) {
      this.#told(refusal);
    } finally {
      this.#button.disabled = false;
    }
    return undefined;
  }

  #wanted({ kind, spec }) {
    const [name, base, agent] = [this.#name, this.#base, this.#runs].map(({ value }) =>
      value.trim(),
    );
    const known = this.#page.repositories.find(spec.repository); // its settings then hold
    return {
      ...(name && { name }),
      kind,
      spec: {
        ...spec,
        ...(known && { repository: known.id }),
        ...(kind === 'worktree' && base && { base }),
        ...(agent && { agent }),
      },
      ...(!agent && { workers: [{ kind: 'terminal' }] }),
    };
  }

  #told(refusal) {
    if (!this.#rows.hidden && (refusal.field ?? 'spec.repos').startsWith('spec.repos')) {
      this.#rows.fail(refusal);
    } else {
      const [field, label] = this.#fieldOf(refusal.field);
      this.#refuse(field, refusal.about(label));
    }
  }

  #fieldOf(path) {
    const fields = {
      name: [this.#name, 'The name'],
      'spec.base': [this.#base, 'The branch to start from'],
      'spec.agent': [this.#runs, 'The agent'],
      'spec.repository': [this.#line, 'The repository'],
      'spec.branch': [this.#line, 'The branch'],
      'spec.repos[0].url': [this.#line, 'The address'],
      'spec.repos[0].branch': [this.#line, 'The branch'],
    };
    return fields[path] ?? [this.#line, 'The folder'];
  }

  #refuse(field, problem) {
    say(this.#problem, problem);
    set(field, 'aria-invalid', 'true');
    this.#more.open ||= field !== this.#line;
    field.focus();
    this.#offers.show([]);
  }
}

function hintFor(wish, runs) {
  switch (wish?.kind) {
    case 'quick':
      return `${runs} in ${wish.spec.location}`;
    case 'worktree':
      return `${runs} in a worktree of ${wish.spec.repository} on ${wish.spec.branch}`;
    case 'agentic':
      return `${runs} in a workspace of its own${clonesIn(wish.spec.repos)}`;
    default:
      return (
        wish?.problem ??
        'A folder. Or a repository and a branch, for a worktree of its own. Or an address to clone.'
      );
  }
}

function clonesIn(repos) {
  const names = repos.map(({ url, name }) => name ?? nameIn(url ?? '')).filter(Boolean);
  return names.length > 0 ? `, with ${listed(names.map(visible))} cloned into it` : ', empty to begin with';
}

function textButton(words, act) {
  return h('button', { class: 'text', type: 'button', onclick: act }, words);
}
