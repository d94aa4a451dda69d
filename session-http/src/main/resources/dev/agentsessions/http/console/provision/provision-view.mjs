/**
 * `<provision-view>`: the repositories and the workflow of an agentic session: how far each is, one
 * more, one less, another. What that does to what runs is said beside what does it.
 */
import { restartWords, whyFixed } from '../model/provision.mjs';
import { visible } from '../model/words.mjs';
import { confirmed } from '../page/dialogs.mjs';
import { h, say } from '../page/dom.mjs';
import { ProblemLine } from '../page/problem-line.mjs';
import { RepositoryFields } from './repository-fields.mjs';
import { RepositoryList } from './repository-list.mjs';
import { WorkflowForm } from './workflow-form.mjs';

export class ProvisionView extends HTMLElement {
  #api;
  #sessions;
  #session = null;
  #problem = new ProblemLine();
  #list;
  #button = h('button', { class: 'text strong' }, 'Add');
  #fields = new RepositoryFields(this.#button);
  #form;
  #hint = h('p', { class: 'hint' });
  #fixed = h('p', { class: 'hint', role: 'status' });
  #workflow;

  constructor({ api, sessions }) {
    super();
    this.#api = api;
    this.#sessions = sessions;
    this.#list = new RepositoryList({ remove: (row) => this.#remove(row) });
    this.#fields.ariaLabel = 'One more repository';
    this.#form = h(
      'form',
      { class: 'add', novalidate: true, onsubmit: (event) => this.#add(event) },
      this.#fields,
      this.#hint,
    );
    this.#workflow = new WorkflowForm({
      read: () => api.workflows(),
      switchTo: (workflow) => this.#changed(() => this.#switchTo(workflow)),
    });
    this.append(
      this.#problem.element,
      h('h2', {}, 'Repositories'),
      this.#list,
      this.#form,
      h('h2', {}, 'Workflow'),
      this.#workflow,
      this.#fixed,
    );
  }

  show(session) {
    const isOther = this.hidden || session.id !== this.#session?.id;
    if (session.id !== this.#session?.id) {
      this.#fields.value = {};
      this.#problem.say('');
    }
    this.#session = session;
    this.hidden = false;
    this.#draw();
    if (isOther) {
      this.#workflow.offer(); // there may be others by now
    }
  }

  hide() {
    this.hidden = true;
  }

  focus() {
    (this.#form.hidden ? this.#list.querySelector('button') : this.#fields)?.focus();
  }

  #draw() {
    const session = this.#session;
    const fixed = whyFixed(session);
    this.#list.show(session, !fixed);
    this.#form.hidden = fixed !== '';
    say(this.#hint, `It becomes a folder of repos/. ${restartWords(session, 'Once it is there,')}`);
    this.#workflow.show(session, !fixed);
    say(this.#fixed, fixed);
    this.#fixed.hidden = fixed === '';
  }

  async #add(event) {
    event.preventDefault();
    this.#button.disabled = true;
    try {
      await this.#changed(() => this.#api.addRepository(this.#session.id, this.#fields.value ?? {}));
      this.#fields.value = {};
      this.#fields.focus();
    } catch (refusal) {
      this.#fields.fail(refusal);
    } finally {
      this.#button.disabled = false;
    }
  }

  async #remove({ name }) {
    const { id } = this.#session;
    const isSure = await confirmed({
      title: `Remove ${visible(name)}?`,
      does: `Takes its folder out of the workspace. ${restartWords(this.#session, 'Then')}`,
      keeps: 'What is in it and nowhere else, such as commits that were not pushed, is kept beside the workspace on the host.',
      action: 'Remove',
      isFinal: true,
    });
    if (isSure) {
      try {
        await this.#changed(() => this.#api.removeRepository(id, name));
      } catch (refusal) {
        this.#problem.say(refusal.message);
      }
      this.focus();
    }
  }

  #switchTo(workflow) {
    const { id } = this.#session;
    return workflow ? this.#api.switchWorkflow(id, workflow) : this.#api.clearWorkflow(id);
  }

  async #changed(act) {
    const { id } = this.#session;
    await act();
    this.#problem.say('');
    await this.#sessions.reread(id);
  }
}

customElements.define('provision-view', ProvisionView);
