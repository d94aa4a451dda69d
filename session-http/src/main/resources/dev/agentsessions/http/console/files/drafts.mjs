/** Files that were typed into and are not saved, of all sessions: they stay for as long as the page does. */
export class Drafts {
  #files = new Map();

  /** @param sessions those that are there: who leaves the page is asked about no others */
  constructor(sessions) {
    addEventListener('beforeunload', (event) => {
      const isLost = [...this.#files.values()].some(({ session }) => sessions.find(session.id));
      return isLost && event.preventDefault();
    });
  }

  find(session, path) {
    return this.#files.get(keyOf(session, path))?.file;
  }

  /** Keeps a file for as long as something in it is not saved. */
  note(session, file) {
    if (file.isChanged) {
      this.#files.set(keyOf(session, file.path), { session, file });
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
