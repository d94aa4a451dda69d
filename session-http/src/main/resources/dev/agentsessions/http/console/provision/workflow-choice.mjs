/** `<workflow-choice>`: a workflow: one that the host offers, any by its address, or none. */
import { sentence, visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { textField } from './text-field.mjs';

const NONE = 'none';
const OTHER = 'other';
const LABELS = { gitUrl: 'The address', branch: 'The branch', path: 'The folder' };

export class WorkflowChoice extends HTMLElement {
  #read;
  #offered = [];
  #hasNone;
  #prefersNone;
  #isChosen = false;
  #select = h('select', { 'aria-label': 'Workflow', onchange: () => this.#chosen() });
  #fields = {
    gitUrl: textField('Address', 'https://host/team/workflows.git', 2000),
    branch: textField('Branch', 'main', 200),
    path: textField('Folder', 'folder in it', 1000),
  };
  #other = h('div', { class: 'fields', role: 'group', 'aria-label': 'Another workflow' }, Object.values(this.#fields));
  #about = h('p', { class: 'hint' });

  /**
   * @param read what the host offers, as a promise
   * @param prefersNone whether none is chosen to begin with
   * @param after what stands behind the choice, such as a button
   */
  constructor({ read, prefersNone = false }, ...after) {
    super();
    this.#read = read;
    this.#prefersNone = prefersNone;
    this.#hasNone = prefersNone;
    this.append(h('div', { class: 'line' }, this.#select, after), this.#about, this.#other);
    this.addEventListener('input', () => this.#typed());
    this.#draw();
  }

  /** Whether none can be chosen. */
  set hasNone(hasNone) {
    if (hasNone !== this.#hasNone) {
      this.#hasNone = hasNone;
      this.#draw();
    }
  }

  /** As `{gitUrl, branch?, path?}`; null for none. */
  get value() {
    if (this.#select.value === NONE) {
      return null;
    }
    const typed = Object.entries(this.#fields).map(([name, { value }]) => [name, value.trim()]);
    const { gitUrl, branch, path } = this.#picked ?? Object.fromEntries(typed.filter(([, value]) => value));
    return { gitUrl, branch, path };
  }

  /** Reads those that the host offers now. */
  async offer() {
    try {
      const { items, stale, message } = await this.#read();
      this.#offered = items;
      this.#draw();
      say(this.#about, stale ? sentence(`An older list: ${visible(message ?? '')}`) : this.#aboutChosen());
    } catch (problem) {
      say(this.#about, `What the host offers cannot be read: ${problem.message}`);
    }
  }

  /** Chooses what it began with, and forgets what was typed. */
  reset() {
    this.#isChosen = false;
    Object.values(this.#fields).forEach((each) => (each.value = ''));
    this.#draw();
  }

  /** Marks the field that a refusal is about; answers with what to say. */
  fail(refusal) {
    const key = refusal.field?.split('.').at(-1);
    const field = (!this.#other.hidden && this.#fields[key]) || this.#select;
    set(field, 'aria-invalid', 'true');
    field.focus();
    return refusal.about(LABELS[key] ?? 'The workflow');
  }

  #draw() {
    const { value } = this.#select;
    const option = ([key, title]) => h('option', { value: key }, title);
    const offered = this.#offered.map(({ id, name }) => [`of ${id}`, visible(name)]);
    const others = [...offered, [OTHER, 'Another, by its address…']];
    const all = this.#hasNone ? [[NONE, 'None'], ...others] : others;
    this.#select.replaceChildren(...all.map(option));
    this.#select.value = this.#isChosen ? value : (this.#prefersNone ? all : others)[0][0];
    this.#select.selectedIndex = Math.max(0, this.#select.selectedIndex);
    this.#show();
  }

  #chosen() {
    this.#isChosen = true;
    this.#show();
    if (!this.#other.hidden) {
      this.#fields.gitUrl.focus();
    }
  }

  #show() {
    this.#other.hidden = this.#select.value !== OTHER;
    say(this.#about, this.#aboutChosen());
    this.#typed();
  }

  #aboutChosen() {
    return visible(this.#picked?.description ?? '');
  }

  get #picked() {
    return this.#offered.find(({ id }) => `of ${id}` === this.#select.value);
  }

  #typed() {
    [this.#select, ...Object.values(this.#fields)].forEach((each) => set(each, 'aria-invalid', null));
  }
}

customElements.define('workflow-choice', WorkflowChoice);
