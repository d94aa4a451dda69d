/** What a clone of a session shall be: a name, where it works, and whether it begins with the files. */
import { visible } from '../model/words.mjs';
import { showDialog } from './dialogs.mjs';
import { h, say, set } from './dom.mjs';

const PLACES = {
  quick: { key: 'location', title: 'Folder', label: 'The folder', hint: 'Another one, empty or not there yet if it begins with the files.' },
  worktree: { key: 'branch', title: 'Branch', label: 'The branch' },
};

/**
 * Asks for it, until the server takes it.
 *
 * @param create makes the clone of such a request
 * @return what that answered, or null for no
 */
export async function askForClone(session, create) {
  const form = new CloneForm(session, create);
  await showDialog(`Clone ${visible(session.displayName)}`, form.element);
  return form.created;
}

class CloneForm {
  created = null;
  element;
  #create;
  #place;
  #fields = {};
  #files = h('input', { type: 'checkbox' });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #button = h('button', { class: 'text strong' }, 'Clone');

  constructor({ kind, displayName, spec, project }, create) {
    this.#create = create;
    this.#place = PLACES[kind];
    this.#fields.name = field({ placeholder: `${visible(displayName)}-copy`, maxlength: 200, autofocus: !this.#isPath });
    if (this.#place) {
      const placeholder = kind === 'worktree' ? `${spec.branch}-copy` : `${spec.location}-copy`;
      const more = { placeholder, maxlength: 4096, required: this.#isPath, autofocus: this.#isPath };
      this.#fields[this.#place.key] = field(more);
    }
    this.#fields.project = field({ placeholder: project, maxlength: 100 });
    const cancel = ({ target }) => target.closest('dialog').close('');
    this.element = h(
      'form',
      { class: 'clone-form', onsubmit: (event) => this.#submit(event), oninput: () => this.#typed() },
      this.#place && row(this.#place.title, this.#fields[this.#place.key], this.#place.hint),
      row('Name', this.#fields.name),
      row('Project', this.#fields.project),
      h('label', { class: 'option' }, this.#files, 'Begin with its files as they are, committed or not'),
      this.#problem,
      h(
        'div',
        { class: 'answers' },
        h('button', { class: 'text', type: 'button', onclick: cancel }, 'Cancel'),
        this.#button,
      ),
    );
  }

  get #isPath() {
    return this.#place?.key === 'location';
  }

  get #request() {
    const entries = Object.entries(this.#fields).map(([name, { value }]) => [name, value.trim()]);
    return {
      ...Object.fromEntries(entries.filter(([, value]) => value)),
      workspace: this.#files.checked ? 'files' : 'none',
    };
  }

  #typed() {
    say(this.#problem, '');
    Object.values(this.#fields).forEach((each) => set(each, 'aria-invalid', null));
  }

  async #submit(event) {
    event.preventDefault();
    this.#button.disabled = true;
    try {
      this.created = await this.#create(this.#request);
      this.element.closest('dialog')?.close('yes');
    } catch (refusal) {
      this.#refuse(refusal);
    } finally {
      this.#button.disabled = false;
    }
  }

  #refuse(refusal) {
    const labels = { name: 'The name', project: 'The project', workspace: 'The workspace', [this.#place?.key]: this.#place?.label };
    const key = refusal.field?.split('.').at(-1);
    const wrong = this.#fields[key] ?? (key === 'workspace' ? this.#files : null);
    say(this.#problem, refusal.about(labels[key] ?? ''));
    set(wrong ?? this.#button, 'aria-invalid', wrong && 'true');
    (wrong ?? this.#button).focus();
  }
}

function field(attributes) {
  return h('input', { spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', ...attributes });
}

function row(title, control, hint = '') {
  return h('label', {}, h('span', {}, title), control, hint && h('span', { class: 'hint' }, hint));
}
