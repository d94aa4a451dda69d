/** The repositories and the background work of a project, as the REST interface has them. Every method rejects with a {@link Problem}. */
import { pathOf, queryOf } from './rest.mjs';

const MOST_TASKS = 100;

export class Catalog {
  #rest;

  constructor(rest) {
    this.#rest = rest;
  }

  async repositories() {
    return (await this.#rest.call('GET', '/repositories')).items;
  }

  addRepository(repository) {
    return this.#rest.call('POST', '/repositories', repository);
  }

  /** Replaces name and settings, whole; the path has to be the one that it has. */
  updateRepository(id, repository) {
    return this.#rest.call('PUT', `/repositories${pathOf(id)}`, repository);
  }

  /** @param files `keep` or `remove`, for one that was cloned */
  removeRepository(id, files) {
    return this.#rest.call('DELETE', `/repositories${pathOf(id)}${queryOf({ files })}`);
  }

  async worktrees(id) {
    return (await this.#rest.call('GET', `/repositories${pathOf(id)}/worktrees`)).items;
  }

  /** The newest. */
  async tasks() {
    return (await this.#rest.call('GET', `/tasks${queryOf({ limit: MOST_TASKS })}`)).items;
  }

  retryTask(id) {
    return this.#rest.call('POST', `/tasks${pathOf(id)}/retry`);
  }

  cancelTask(id) {
    return this.#rest.call('DELETE', `/tasks${pathOf(id)}`);
  }
}
