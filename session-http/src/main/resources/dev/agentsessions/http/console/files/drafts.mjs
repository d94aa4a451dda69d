/** Files that were typed into and are not saved, of all sessions: they stay for as long as the page does. */
export class Drafts {
  #files = new Map();

  constructor() {
    addEventListener('beforeunload', (event) => this.#files.size > 0 && event.preventDefault());
  }

  find(session, path) {
    return this.#files.get(keyOf(session, path));
  }

  /** Keeps a file for as long as something in it is not saved. */
  note(session, file) {
    if (file.isChanged) {
      this.#files.set(keyOf(session, file.path), file);
    } else {
      this.forget(session, file.path);
    }
  }

  forget(session, path) {
    this.#files.delete(keyOf(session, path));
  }
}

function keyOf({ id }, path) {
  return `${id} ${path}`;
}
