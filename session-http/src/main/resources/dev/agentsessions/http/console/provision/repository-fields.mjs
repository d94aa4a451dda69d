/** `<repository-fields>`: one repository to clone: its address, a branch, a name. What is wrong is said beneath. */
import { nameIn } from '../model/addresses.mjs';
import { h, say, set } from '../page/dom.mjs';
import { textField } from './text-field.mjs';

const LABELS = { url: 'The address', branch: 'The branch', name: 'The name' };
let made = 0;

export class RepositoryFields extends HTMLElement {
  #fields;
  #problem = h('p', { class: 'problem', role: 'alert' });

  /** @param after what stands behind the fields, such as a button */
  constructor(...after) {
    super();
    this.role = 'group';
    this.#problem.id = `repository-${++made}-problem`;
    this.#fields = {
      url: textField('Address', 'https://host/team/project.git', 2000),
      branch: textField('Branch', 'main', 200),
      name: textField('Name', 'name', 100),
    };
    this.append(
      h('div', { class: 'fields' }, Object.values(this.#fields), after),
      this.#problem,
    );
    Object.values(this.#fields).forEach((each) => set(each, 'aria-describedby', this.#problem.id));
    this.addEventListener('input', () => this.#typed());
  }

  /** What is typed, as the server takes it; null if nothing is. */
  get value() {
    const entries = Object.entries(this.#fields).map(([name, { value }]) => [name, value.trim()]);
    const typed = Object.fromEntries(entries.filter(([, value]) => value));
    return Object.keys(typed).length > 0 ? typed : null;
  }

  set value({ url = '', branch = '', name = '' } = {}) {
    const { url: address, branch: on, name: called } = this.#fields;
    [address.value, on.value, called.value] = [url, branch, name];
    this.#typed();
  }

  set disabled(isDisabled) {
    Object.values(this.#fields).forEach((each) => (each.disabled = isDisabled));
  }

  focus() {
    this.#fields.url.focus();
  }

  /** Marks the field that a refusal is about. */
  fail(refusal) {
    const key = refusal.field?.split('.').at(-1);
    const known = key in this.#fields ? key : 'url';
    say(this.#problem, refusal.about(LABELS[known]));
    set(this.#fields[known], 'aria-invalid', 'true');
    this.#fields[known].focus();
  }

  #typed() {
    const { url, name } = this.#fields;
    say(this.#problem, '');
    Object.values(this.#fields).forEach((each) => set(each, 'aria-invalid', null));
    name.placeholder = nameIn(url.value.trim()) || 'name';
  }
}

customElements.define('repository-fields', RepositoryFields);
