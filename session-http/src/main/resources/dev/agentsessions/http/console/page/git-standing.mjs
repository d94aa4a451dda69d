/** How the workspace of the session on show stands in git, read while somebody can see it. */
import { Watch } from './watch.mjs';

const PAUSE_MS = 10_000;

export class GitStanding {
  #api;
  #told;
  #id = null;
  #workspace = null;
  #watch = new Watch(() => this.#read(), { pauseMs: PAUSE_MS });

  /** @param told is given what the server says, or undefined while that is not known */
  constructor(api, told) {
    this.#api = api;
    this.#told = told;
  }

  /** @param repo the one of several, or '' */
  follow({ id }, repo) {
    const key = `${id} ${repo}`;
    if (key !== this.#id) {
      this.#id = key;
      this.#workspace = this.#api.workspace(id, repo);
      this.#told(undefined);
      this.#watch.start();
    }
  }

  rest() {
    this.#id = null;
    this.#watch.stop();
  }

  async #read() {
    const id = this.#id;
    try {
      const git = await this.#workspace.status();
      if (id === this.#id) {
        this.#told(git);
      }
    } catch {
      // Whoever looks at the changes is told why; what was known stays.
    }
  }
}
