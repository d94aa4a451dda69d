/** `<credentials-page>`: one's own tokens for git servers: which there are, one more, one less. */
import { credentialWords, hasExpired } from '../model/credentials.mjs';
import { visible } from '../model/words.mjs';
import { confirmed } from '../page/dialogs.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { ProblemLine } from '../page/problem-line.mjs';
import { address } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { CredentialForm } from './credential-form.mjs';

export class CredentialsPage extends HTMLElement {
  #credentials;
  #all = null;
  #watch = new Watch(() => this.#refresh());
  #problem = new ProblemLine();
  #none = h('p', { class: 'empty' }, 'None yet. Store a token for a server: your sessions then clone, pull and push there with it.');
  #list = h('ul', { 'aria-label': 'Git credentials' });
  #form;

  constructor({ api, project }) {
    super();
    this.hidden = true;
    this.#credentials = api.credentials();
    this.#form = new CredentialForm((...given) => this.#save(...given));
    this.append(
      this.#problem.element,
      h(
        'section',
        {},
        h(
          'header',
          {},
          h('a', { class: 'button back', href: address(project), 'aria-label': 'Sessions' }, icon('back')),
          h('h1', {}, 'Git credentials'),
        ),
        h('p', { class: 'empty' }, 'They are yours alone, in every project, and are never shown again.'),
        this.#list,
        this.#none,
        h('h2', {}, 'Store a token'),
        this.#form,
      ),
    );
    this.#draw();
  }

  show() {
    const isOther = this.hidden;
    this.hidden = false;
    if (isOther) {
      this.#problem.say('');
      this.#watch.start();
      if (matchMedia('(pointer: fine)').matches) {
        this.#form.focus();
      }
    }
  }

  /** A token that was typed and not stored does not stay. */
  rest() {
    if (!this.hidden) {
      this.#form.clear();
    }
    this.hidden = true;
    this.#watch.stop();
  }

  async #refresh() {
    try {
      this.#all = await this.#credentials.all();
      this.#problem.readingWorked();
    } catch (problem) {
      this.#problem.readingFailed(problem);
    }
    this.#draw();
  }

  #draw() {
    set(this, 'aria-busy', this.#all === null && 'true');
    this.#none.hidden = this.#all === null || this.#all.length > 0;
    keep(
      this.#list,
      this.#all ?? [],
      ({ server }) => server,
      ({ server }) => this.#newRow(server),
      setRow,
    );
  }

  #newRow(server) {
    const title = `Remove the token for ${visible(server)}`;
    const remove = { class: 'button', 'aria-label': title, title: `${title}…`, onclick: () => this.#remove(server) };
    return h(
      'li',
      {},
      h('span', { class: 'name' }, visible(server)),
      h('span', { class: 'words' }),
      h('button', remove, icon('trash')),
    );
  }

  async #save(server, credential) {
    await this.#credentials.put(server, credential);
    this.#problem.say('');
    await this.#watch.now();
  }

  async #remove(server) {
    const isSure = await confirmed({
      title: `Remove the token for ${visible(server)}?`,
      does: 'Your sessions no longer reach private repositories there.',
      keeps: 'The token itself stays good: revoke it at the server if somebody else may have it.',
      action: 'Remove',
      isFinal: true,
    });
    if (isSure) {
      try {
        await this.#credentials.remove(server);
        this.#problem.say('');
      } catch (problem) {
        this.#problem.say(problem.message);
      }
      await this.#watch.now();
      this.#form.focus();
    }
  }
}

function setRow(row, credential) {
  const words = row.querySelector('.words');
  say(words, credentialWords(credential));
  set(words, 'data-state', hasExpired(credential) ? 'failed' : null);
}

customElements.define('credentials-page', CredentialsPage);
