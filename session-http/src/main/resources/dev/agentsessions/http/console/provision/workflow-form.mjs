/** `<workflow-form>`: which workflow a session's agents follow, and another for it, or none. */
import { isSame, restartWords, workflowWords } from '../model/provision.mjs';
import { h, say } from '../page/dom.mjs';
import { markElement, setMark } from '../page/mark.mjs';
import { WorkflowChoice } from './workflow-choice.mjs';

export class WorkflowForm extends HTMLElement {
  #actions;
  #session = null;
  #now = h('p', { class: 'now' });
  #mark = markElement();
  #wanted = h('span', { role: 'status' });
  #next = h('p', { class: 'next' }, this.#mark, this.#wanted);
  #button = h('button', { class: 'text strong' }, 'Switch');
  #choice;
  #problem = h('p', { class: 'problem', role: 'alert' });
  #hint = h('p', { class: 'hint' });
  #form;

  /** @param actions `read()`: the workflows that are offered; `switchTo(workflow)`, null for none */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.#choice = new WorkflowChoice(actions, this.#button);
    this.#form = h(
      'form',
      { novalidate: true, onsubmit: (event) => this.#submit(event), oninput: () => this.#typed() },
      this.#choice,
      this.#problem,
      this.#hint,
    );
    this.append(this.#now, this.#next, this.#form);
  }

  /** @param canChange whether it can be switched now */
  show(session, canChange) {
    this.#session = session;
    const { active, wanted, mark } = workflowWords(session);
    say(this.#now, active);
    say(this.#wanted, wanted);
    this.#next.hidden = wanted === '';
    if (mark) {
      setMark(this.#mark, mark);
    }
    this.#form.hidden = !canChange;
    this.#choice.hasNone = Boolean(session.spec.activeWorkflow);
    this.#tellWhatItDoes();
  }

  /** Reads those that the host offers now. */
  async offer() {
    await this.#choice.offer();
    this.#tellWhatItDoes();
  }

  #tellWhatItDoes() {
    const [place, when] = this.#choice.value ? ['its folder', 'Once it is there,'] : ['the top of the workspace', 'Then'];
    say(this.#hint, `Agents move to ${place}. ${restartWords(this.#session, when)}`);
  }

  #typed() {
    say(this.#problem, '');
    this.#tellWhatItDoes();
  }

  async #submit(event) {
    event.preventDefault();
    const workflow = this.#choice.value;
    if (workflow && isSame({ ...workflow, branch: workflow.branch ?? 'main' }, this.#session.spec.activeWorkflow)) {
      say(this.#problem, 'It is that one already.');
      return;
    }
    this.#button.disabled = true;
    try {
      await this.#actions.switchTo(workflow);
    } catch (refusal) {
      say(this.#problem, this.#choice.fail(refusal));
    } finally {
      this.#button.disabled = false;
    }
  }
}

customElements.define('workflow-form', WorkflowForm);
