/** `<workflow-form>`: which workflow a session's agents follow, and another for it: one that the host offers, or any. */
import { isSame, restartWords, workflowWords } from '../model/provision.mjs';
import { sentence, visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { markElement, setMark } from '../page/mark.mjs';
import { textField } from './text-field.mjs';

const OTHER = 'other';
const LABELS = { gitUrl: 'The address', branch: 'The branch', path: 'The folder' };

export class WorkflowForm extends HTMLElement {
  #actions;
  #session = null;
  #offered = [];
  #isChosen = false;
  #now = h('p', { class: 'now' });
  #mark = markElement();
  #wanted = h('span', { role: 'status' });
  #next = h('p', { class: 'next' }, this.#mark, this.#wanted);
  #choice = h('select', { 'aria-label': 'Workflow', onchange: () => this.#chosen() });
  #fields = {
    gitUrl: textField('Address', 'https://host/team/workflows.git', 2000),
    branch: textField('Branch', 'main', 200),
    path: textField('Folder', 'folder in it', 1000),
  };
  #other = h('div', { class: 'fields', role: 'group', 'aria-label': 'Another workflow' }, Object.values(this.#fields));
  #about = h('p', { class: 'hint' });
  #button = h('button', { class: 'text strong' }, 'Switch');
  #problem = h('p', { class: 'problem', role: 'alert' });
  #hint = h('p', { class: 'hint' });
  #form;

  /** @param actions `read()`: the workflows that are offered; `switchTo(workflow)` */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.#form = h(
      'form',
      { novalidate: true, onsubmit: (event) => this.#submit(event), oninput: () => this.#typed() },
      h('div', { class: 'line' }, this.#choice, this.#button),
      this.#about,
      this.#other,
      this.#problem,
      this.#hint,
    );
    this.append(this.#now, this.#next, this.#form);
    this.#draw([]);
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
    say(this.#hint, `Agents move to its folder. ${restartWords(session, 'Once it is there,')}`);
  }

  /** Reads those that the host offers now. */
  async offer() {
    try {
      const { items, stale, message } = await this.#actions.read();
      this.#draw(items);
      say(this.#about, stale ? sentence(`An older list: ${visible(message ?? '')}`) : this.#aboutChosen());
    } catch (problem) {
      say(this.#about, `What the host offers cannot be read: ${problem.message}`);
    }
  }

  #draw(offered) {
    const { value } = this.#choice;
    this.#offered = offered;
    const options = offered.map(({ id, name }) => h('option', { value: `of ${id}` }, visible(name)));
    this.#choice.replaceChildren(...options, h('option', { value: OTHER }, 'Another, by its address…'));
    this.#choice.value = (this.#isChosen && value) || options[0]?.value || OTHER;
    this.#choice.selectedIndex = Math.max(0, this.#choice.selectedIndex);
    this.#show();
  }

  #chosen() {
    this.#isChosen = true;
    this.#show();
    if (this.#choice.value === OTHER) {
      this.#fields.gitUrl.focus();
    }
  }

  #show() {
    this.#other.hidden = this.#choice.value !== OTHER;
    say(this.#about, this.#aboutChosen());
    this.#typed();
  }

  #aboutChosen() {
    const { description = '' } = this.#picked ?? {};
    return visible(description);
  }

  get #picked() {
    return this.#offered.find(({ id }) => `of ${id}` === this.#choice.value);
  }

  get #workflow() {
    const typed = Object.entries(this.#fields).map(([name, { value }]) => [name, value.trim()]);
    const { gitUrl, branch, path } = this.#picked ?? Object.fromEntries(typed.filter(([, value]) => value));
    return { gitUrl, branch, path };
  }

  #typed() {
    say(this.#problem, '');
    Object.values(this.#fields).forEach((each) => set(each, 'aria-invalid', null));
  }

  async #submit(event) {
    event.preventDefault();
    const workflow = this.#workflow;
    if (isSame({ ...workflow, branch: workflow.branch ?? 'main' }, this.#session.spec.activeWorkflow)) {
      say(this.#problem, 'It is that one already.');
      return;
    }
    this.#button.disabled = true;
    try {
      await this.#actions.switchTo(workflow);
    } catch (refusal) {
      const key = refusal.field?.split('.').at(-1);
      say(this.#problem, refusal.about(LABELS[key] ?? 'The workflow'));
      set(this.#fields[key] ?? this.#choice, 'aria-invalid', 'true');
      (this.#fields[key] ?? this.#choice).focus();
    } finally {
      this.#button.disabled = false;
    }
  }
}

customElements.define('workflow-form', WorkflowForm);
