/** `<credential-form>`: a token for a git server. It leaves the page when it is stored, and is never shown. */
import { endOf } from '../model/credentials.mjs';
import { visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { tell } from '../page/notice.mjs';

const LABELS = { server: 'The server', token: 'The token', username: 'The user name', expiresAt: 'The last day' };

export class CredentialForm extends HTMLElement {
  #save;
  #fields = {
    server: field({ placeholder: 'github.com', maxlength: 260, required: true }),
    token: field({ type: 'password', autocomplete: 'new-password', maxlength: 4096, required: true }),
    username: field({ placeholder: 'git', maxlength: 255 }),
    expiresAt: field({ type: 'date' }),
  };
  #button = h('button', { class: 'text strong' }, 'Store');
  #problem = h('p', { class: 'problem', role: 'alert' });

  /** @param save stores `(server, credential)` */
  constructor(save) {
    super();
    this.#save = save;
    const { server, token, username, expiresAt } = this.#fields;
    this.append(
      h(
        'form',
        { onsubmit: (event) => this.#submit(event), oninput: () => this.#typed() },
        row('Server', server, 'Its name, and its port if that is not 443.'),
        row('Token', token, 'A personal access token that may read and write what your sessions work on.'),
        row('User name', username, 'Most servers do not look at it.'),
        row('Last day', expiresAt, 'It is not used after that. Nothing: until it is removed.'),
        this.#problem,
        h('div', { class: 'answers' }, this.#button),
      ),
    );
  }

  focus() {
    this.#fields.server.focus();
  }

  /** Forgets what was typed. */
  clear() {
    Object.values(this.#fields).forEach((each) => (each.value = ''));
    this.#typed();
  }

  #typed() {
    say(this.#problem, '');
    Object.values(this.#fields).forEach((each) => set(each, 'aria-invalid', null));
  }

  async #submit(event) {
    event.preventDefault();
    const { server, token, username, expiresAt } = this.#fields;
    const name = server.value.trim();
    const user = username.value.trim();
    const end = endOf(expiresAt.value);
    this.#button.disabled = true;
    try {
      await this.#save(name, {
        token: token.value.trim(),
        ...(user && { username: user }),
        ...(end && { expiresAt: end }),
      });
      this.clear();
      tell(`Stored. Sessions of yours use it for ${visible(name)} from now on.`);
      this.focus();
    } catch (refusal) {
      const wrong = this.#fields[refusal.field];
      say(this.#problem, refusal.about(LABELS[refusal.field] ?? ''));
      set(wrong ?? this.#button, 'aria-invalid', wrong && 'true');
      (wrong ?? this.#button).focus();
    } finally {
      this.#button.disabled = false;
    }
  }
}

function field(attributes) {
  return h('input', { spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', ...attributes });
}

function row(title, control, hint) {
  return h('label', {}, h('span', {}, title), control, h('span', { class: 'hint' }, hint));
}

customElements.define('credential-form', CredentialForm);
