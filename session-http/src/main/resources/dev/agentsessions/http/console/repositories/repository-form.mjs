/** `<repository-form>`: the settings of a repository. What is typed stays until it is saved or left. */
import { linesFrom, settingsFrom } from '../model/repository-settings.mjs';
import { h, say, set } from '../page/dom.mjs';
import { tell } from '../page/notice.mjs';

export class RepositoryForm extends HTMLElement {
  #agents;
  #save;
  #repository = null;
  #fields;
  #own = h('input', { type: 'checkbox', onchange: () => this.#showOwn() });
  #button = h('button', { class: 'text strong' }, 'Save');
  #problem = h('p', { class: 'problem', role: 'alert' });

  /** @param save stores settings, and answers with the repository as it is then */
  constructor(agents, save) {
    super();
    this.#agents = agents;
    this.#save = save;
    this.#fields = {
      name: h('input', { maxlength: 200, autocomplete: 'off' }),
      setupCommand: lines(2),
      cleanupCommand: lines(2),
      agent: h('select', { onfocus: () => this.#offerAgents() }),
      environment: lines(3),
      templateFiles: lines(2),
      protectedBranches: lines(2),
    };
    const { name, setupCommand, cleanupCommand, agent, environment, ...rest } = this.#fields;
    this.append(
      h(
        'form',
        { onsubmit: (event) => this.#submit(event), oninput: () => this.#typed() },
        field('Name', name),
        field('Set-up command', setupCommand, 'Runs in each new worktree, before its agent.'),
        field('Clean-up command', cleanupCommand, 'Runs before a worktree is removed.'),
        field('Agent', agent, 'Is offered first in sessions on it.'),
        field('Environment', environment, 'NAME=value, a line each, for everything that runs on it.'),
        field('Files to copy', rest.templateFiles, 'Paths that git does not have, such as .env, a line each.'),
        h('label', { class: 'option' }, this.#own, 'Protected branches of its own, not the project’s'),
        field('Protected branches', rest.protectedBranches, 'Nothing is pushed to them. A line each; none means none.'),
        this.#problem,
        h('div', { class: 'answers' }, this.#button),
      ),
    );
  }

  /** Shows another repository; the one on show keeps what is typed. */
  show(repository) {
    const isSame = repository.id === this.#repository?.id;
    this.#repository = repository;
    if (!isSame) {
      this.#fill();
    }
  }

  #fill() {
    this.#offerAgents();
    for (const [name, text] of Object.entries(linesFrom(this.#repository))) {
      this.#fields[name].value = text;
    }
    this.#own.checked = this.#repository.protectedBranches !== undefined;
    this.#showOwn();
    this.#typed();
    this.#button.disabled = true;
  }

  /** Those that are known by now; its own among them, whether it is known or not. */
  #offerAgents() {
    const select = this.#fields.agent;
    const own = select.value || this.#repository.agent;
    const { all } = this.#agents;
    const unknown = own && all.every(({ id }) => id !== own) ? [{ id: own, name: own }] : [];
    const options = [{ id: '', name: 'None' }, ...all, ...unknown];
    const chosen = select.value;
    select.replaceChildren(...options.map(({ id, name }) => h('option', { value: id }, name)));
    select.value = chosen;
  }

  #showOwn() {
    this.#fields.protectedBranches.closest('label').hidden = !this.#own.checked;
  }

  #typed() {
    this.#button.disabled = false;
    say(this.#problem, '');
    Object.values(this.#fields).forEach((each) => set(each, 'aria-invalid', null));
  }

  async #submit(event) {
    event.preventDefault();
    const entries = Object.entries(this.#fields).map(([name, { value }]) => [name, value]);
    const typed = { ...Object.fromEntries(entries), hasOwnBranches: this.#own.checked };
    this.#button.disabled = true;
    try {
      const settings = settingsFrom(this.#repository.path, typed);
      this.#repository = await this.#save(this.#repository.id, settings);
      this.#fill();
      tell('Saved. It holds for sessions that start from now on.');
    } catch (problem) {
      const wrong = this.#fields[problem.field];
      say(this.#problem, problem.message);
      set(wrong ?? this.#button, 'aria-invalid', wrong ? 'true' : null);
      wrong?.focus();
      this.#button.disabled = false;
    }
  }
}

function lines(rows) {
  return h('textarea', { rows, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off' });
}

function field(title, control, hint) {
  return h(
    'label',
    {},
    h('span', {}, title),
    control,
    Boolean(hint) && h('span', { class: 'hint' }, hint),
  );
}

customElements.define('repository-form', RepositoryForm);
