/** Which repository of several one looks at: a choice in the bar of a view, hidden where there is none to make. */
import { repositoryNames } from '../model/provision.mjs';
import { visible } from '../model/words.mjs';
import { h } from './dom.mjs';

export class RepoSelect {
  element = h('select', { class: 'repo', 'aria-label': 'Repository', onchange: () => this.#chosen(this.element.value) });
  #chosen;
  #offered = '';

  /** @param chosen is told the name, or '' for none of them */
  constructor(chosen) {
    this.#chosen = chosen;
  }

  /**
   * @param current the one on show, or ''
   * @param none what is shown without one; '' where that is no choice
   */
  show(session, current, none = '') {
    const names = repositoryNames(session);
    const options = [...(none ? [['', none]] : []), ...names.map((name) => [name, visible(name)])];
    const offered = JSON.stringify(options);
    if (offered !== this.#offered) {
      this.#offered = offered; // a list that is open stays as it is
      this.element.replaceChildren(...options.map(([value, title]) => h('option', { value }, title)));
    }
    this.element.value = current;
    this.element.hidden = names.length === 0 || options.length < 2;
  }
}
