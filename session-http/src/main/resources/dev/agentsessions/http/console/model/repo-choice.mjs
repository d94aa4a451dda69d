/**
 * Which repository of a session one looks at, where there may be several: what was chosen last, as
 * long as the session has it. Kept in the browser, for the sessions chosen in last.
 */
import { repositoryNames } from './provision.mjs';

const KEY = 'repositories';
const MOST = 100;

export class RepoChoice {
  #storage;
  #chosen;

  /** @param storage as `localStorage` is one */
  constructor(storage) {
    this.#storage = storage;
    this.#chosen = new Map(read(storage));
  }

  /** Its name, or '' for none, which is the whole workspace, or the only repository. */
  of(session) {
    const name = this.#chosen.get(session.id);
    return repositoryNames(session).includes(name) ? name : '';
  }

  /** @param name '' for none */
  choose({ id }, name) {
    this.#chosen.delete(id);
    if (name) {
      this.#chosen.set(id, name);
    }
    const latest = [...this.#chosen].slice(-MOST);
    this.#storage.setItem(KEY, JSON.stringify(latest));
  }
}

/** Whatever is in it: somebody may have written there. */
function read(storage) {
  try {
    return JSON.parse(storage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}
