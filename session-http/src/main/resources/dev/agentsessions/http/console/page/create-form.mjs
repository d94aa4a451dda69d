/**
 * Creates a session: one line, or a row for each repository to clone; everything else folded away.
 * Enter creates it, starts it, and goes to its first worker.
 */
import { wishOf } from '../model/wish.mjs';
import { wishWords } from '../model/wish-words.mjs';
import { RepositoryRows } from '../provision/repository-rows.mjs';
import { CreateLine } from './create-line.mjs';
import { CreateOptions } from './create-options.mjs';
import { h, say, set } from './dom.mjs';
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
  #rows;
  #options;
  #several = textButton('Clone several repositories…', () => this.#useRows());
  #repository = undefined;
  #hint = h('p', { class: 'hint' });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #button = h('button', { class: 'text strong' }, 'Create');

  constructor(page, line) {
    const id = `create-${++made}`;
    this.#page = page;
    this.#hint.id = `${id}-hint`;
    this.#problem.id = `${id}-problem`;
    this.#line = new CreateLine(page, {
      value: line,
      describedBy: `${this.#hint.id} ${this.#problem.id}`,
      after: this.#button,
      came: () => this.#comeTo(),
      taken: () => this.#changed(),
    });
    this.#rows = new RepositoryRows(textButton('A folder instead', () => this.#useLine()));
    this.#rows.hidden = true;
    this.#options = new CreateOptions(page, this.#several);
    this.element = h(
      'form',
      { class: 'create', onsubmit: (event) => this.#submit(event), oninput: () => this.#changed() },
      this.#line.element,
      this.#rows,
      this.#problem,
      this.#hint,
      this.#options.element,
    );
    this.#comeTo();
    this.#line.offerNothing();
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
    this.#line.input.focus();
  }

  #show({ hasRows }) {
    this.#rows.hidden = !hasRows;
    if (!hasRows) {
      this.#rows.value = [];
    }
    this.#line.hidden = hasRows;
    this.#several.hidden = hasRows;
    (hasRows ? this.#rows.lastElementChild : this.#line.element).append(this.#button);
    this.#changed();
  }

  get #wish() {
    return this.#rows.hidden
      ? wishOf(this.#line.value)
      : { kind: 'agentic', spec: { repos: this.#rows.value } };
  }

  /** What is known may have changed since. */
  #comeTo() {
    this.#options.offerRuns();
    this.#changed();
    this.#line.offer();
  }

  #changed() {
    const wish = this.#wish;
    this.#preferAgentOf(wish);
    say(this.#problem, '');
    set(this.#line.input, 'aria-invalid', null);
    this.#options.show(wish?.kind);
    say(this.#hint, wishWords(wish, this.#options.runs));
  }

  /** Once a repository is named, its agent is offered; what is chosen after that stays. */
  #preferAgentOf(wish) {
    const repository = this.#page.repositories.find(wish?.spec?.repository);
    if (repository?.id !== this.#repository?.id && repository?.agent) {
      this.#options.prefer(repository.agent);
    }
    this.#repository = repository;
  }

  async #submit(event) {
    event.preventDefault();
    const { api, sessions, project } = this.#page;
    const wish = this.#wish;
    if (!wish || wish.problem) {
      return this.#refuse(wish?.problem ?? 'Type a folder first.');
    }
    this.#button.disabled = true;
    try {
      const created = await api.create(this.#wanted(wish));
      this.#line.input.value = '';
      this.#options.reset();
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
    const { name, ...more } = this.#options.value(kind);
    const known = this.#page.repositories.find(spec.repository); // its settings then hold
    return {
      ...(name && { name }),
      kind,
      spec: { ...spec, ...(known && { repository: known.id }), ...more },
      ...(!more.agent && { workers: [{ kind: 'terminal' }] }),
    };
  }

  #told(refusal) {
    const problem = this.#options.fail(refusal);
    if (problem !== null) {
      say(this.#problem, problem);
    } else if (!this.#rows.hidden && (refusal.field ?? 'spec.repos').startsWith('spec.repos')) {
      this.#rows.fail(refusal);
    } else {
      this.#refuse(refusal.about(labelOf(refusal.field)));
    }
  }

  /** The line is not what it should be. */
  #refuse(problem) {
    say(this.#problem, problem);
    set(this.#line.input, 'aria-invalid', 'true');
    this.#line.input.focus();
    this.#line.offerNothing();
  }
}

/** What a field of the spec is called that the line says. */
function labelOf(path) {
  const labels = {
    'spec.repository': 'The repository',
    'spec.branch': 'The branch',
    'spec.repos[0].url': 'The address',
    'spec.repos[0].branch': 'The branch',
  };
  return labels[path] ?? 'The folder';
}

function textButton(words, act) {
  return h('button', { class: 'text', type: 'button', onclick: act }, words);
}
