/** What else can be said of a new session, folded away: its name, where it branches off, what runs, a workflow. */
import { WorkflowChoice } from '../provision/workflow-choice.mjs';
import { h, set } from './dom.mjs';
import { preferences } from './preferences.mjs';

const WORKFLOW = 'spec.activeWorkflow';

export class CreateOptions {
  element;
  #agents;
  #name = h('input', { name: 'name', autocomplete: 'off', maxlength: 200 });
  #base = h('input', { name: 'base', autocomplete: 'off', spellcheck: 'false', maxlength: 200 });
  #runs = h('select', {
    name: 'runs',
    // At once: the list is made anew when the line gets the focus.
    onchange: () => (preferences.runs = this.#runs.value),
  });
  #workflow;
  #workflowRow;
  #hasOffered = false;

  /** @param several a button for several repositories */
  constructor({ api, agents }, several) {
    this.#agents = agents;
    this.#workflow = new WorkflowChoice({ read: () => api.workflows(), prefersNone: true });
    this.#workflowRow = h('div', { class: 'labelled' }, h('span', {}, 'Workflow'), this.#workflow);
    this.element = h(
      'details',
      { ontoggle: () => this.#toggled() },
      h('summary', {}, 'More'),
      several,
      h('label', {}, 'Name', this.#name),
      h('label', {}, 'Branch off from', this.#base),
      h('label', {}, 'Runs', this.#runs),
      this.#workflowRow,
    );
  }

  /** What runs first, for people. */
  get runs() {
    return this.#runs.selectedOptions[0].text;
  }

  /** What may run now. */
  offerRuns() {
    const terminal = h('option', { value: '' }, 'Terminal');
    const agents = this.#agents.all.map(({ id, name }) => h('option', { value: id }, name));
    this.#runs.replaceChildren(terminal, ...agents);
    this.prefer(preferences.runs);
    this.#runs.parentElement.hidden = agents.length === 0;
  }

  /** @param agent by its id; '' for a terminal */
  prefer(agent) {
    this.#runs.value = agent;
    this.#runs.selectedIndex = Math.max(0, this.#runs.selectedIndex);
  }

  /** Shows what there is to say of such a session; what was wrong may be right by now. */
  show(kind) {
    [this.#name, this.#base].forEach((field) => set(field, 'aria-invalid', null));
    this.#base.parentElement.hidden = kind !== 'worktree';
    this.#workflowRow.hidden = kind !== 'agentic';
    this.#offerWorkflows();
  }

  #toggled() {
    this.#hasOffered = false; // there may be others by now
    this.offerRuns();
    this.#offerWorkflows();
  }

  /** Only where one can see them: the host has to read a repository for that. */
  #offerWorkflows() {
    if (this.element.open && !this.#workflowRow.hidden && !this.#hasOffered) {
      this.#hasOffered = true;
      this.#workflow.offer();
    }
  }

  /** What is said of a session of a kind, as `{name?, agent?, base?, activeWorkflow?}`. */
  value(kind) {
    const [name, base, agent] = [this.#name, this.#base, this.#runs].map(({ value }) => value.trim());
    const activeWorkflow = kind === 'agentic' && this.#workflow.value;
    return {
      ...(name && { name }),
      ...(agent && { agent }),
      ...(kind === 'worktree' && base && { base }),
      ...(activeWorkflow && { activeWorkflow }),
    };
  }

  reset() {
    this.#name.value = '';
    this.#base.value = '';
    this.#workflow.reset();
  }

  /** Marks the field that a refusal is about, and answers with what to say; null: it is not of one of these. */
  fail(refusal) {
    const path = refusal.field ?? '';
    if (path.startsWith(WORKFLOW)) {
      this.element.open = true;
      return this.#workflow.fail(refusal);
    }
    const fields = {
      name: [this.#name, 'The name'],
      'spec.base': [this.#base, 'The branch to start from'],
      'spec.agent': [this.#runs, 'The agent'],
    };
    const [field, label] = fields[path] ?? [];
    if (!field) {
      return null;
    }
    this.element.open = true;
    set(field, 'aria-invalid', 'true');
    field.focus();
    return refusal.about(label);
  }
}
