/** The REST interface of one project. Every method rejects with a {@link Problem}. */
import { Catalog } from './catalog.mjs';
import { Credentials } from './credentials.mjs';
import { Rest, pathOf, queryOf } from './rest.mjs';
import { Workspace } from './workspace.mjs';

const PAGE_SIZE = 200;

export class Api {
  #rest;
  #root = new Rest('/api/v1');

  constructor(project) {
    this.#rest = new Rest(`/api/v1/projects${pathOf(project)}`);
  }

  /** Every session, newest first. */
  async sessions() {
    const found = [];
    let cursor = null;
    do {
      const query = queryOf({ limit: PAGE_SIZE, cursor });
      const page = await this.#rest.call('GET', `/sessions${query}`);
      found.push(...page.items);
      cursor = page.next;
    } while (cursor);
    return found;
  }

  session(key) {
    return this.#rest.call('GET', sessionPath(key));
  }

  create(session) {
    return this.#rest.call('POST', '/sessions', session);
  }

  /** @param request `{name?, project?, location?, branch?, workspace?}` */
  clone(key, request) {
    return this.#rest.call('POST', sessionPath(key, 'clone'), request);
  }

  rename(key, displayName) {
    return this.#rest.call('PATCH', sessionPath(key), { displayName });
  }

  start(key) {
    return this.#rest.call('POST', sessionPath(key, 'start'));
  }

  stop(key) {
    return this.#rest.call('POST', sessionPath(key, 'stop'));
  }

  restart(key) {
    return this.#rest.call('POST', sessionPath(key, 'restart'));
  }

  /** Stops the agent's turn; the process lives. */
  interrupt(key) {
    return this.#rest.call('POST', sessionPath(key, 'interrupt'));
  }

  /** @param worktree `keep` or `remove`, for a session that has one */
  remove(key, worktree) {
    return this.#rest.call('DELETE', `${sessionPath(key)}?worktree=${worktree}`);
  }

  /** One more for an agentic session. */
  addRepository(key, repository) {
    return this.#rest.call('POST', sessionPath(key, 'repos'), repository);
  }

  removeRepository(key, name) {
    return this.#rest.call('DELETE', sessionPath(key, 'repos', name));
  }

  switchWorkflow(key, workflow) {
    return this.#rest.call('PUT', sessionPath(key, 'workflow'), workflow);
  }

  /** Agents run at the top of the workspace then. */
  clearWorkflow(key) {
    return this.#rest.call('DELETE', sessionPath(key, 'workflow'));
  }

  /** Those that the host offers, as `{items, stale, message?}`. */
  workflows() {
    return this.#root.call('GET', '/workflows');
  }

  addWorker(key, worker) {
    return this.#rest.call('POST', sessionPath(key, 'workers'), worker);
  }

  restartWorker(key, worker) {
    return this.#rest.call('POST', sessionPath(key, 'workers', worker, 'restart'));
  }

  removeWorker(key, worker) {
    return this.#rest.call('DELETE', sessionPath(key, 'workers', worker));
  }

  /** Those that workers may run. */
  async agents() {
    return (await this.#rest.call('GET', '/agents')).items;
  }

  /** Where the project's changes are streamed. */
  eventsUrl() {
    return this.#rest.url('/events');
  }

  /** Where a worker's terminal is, for a WebSocket. */
  terminalUrl(key, worker) {
    const path = sessionPath(key, 'workers', worker, 'terminal');
    const url = new URL(this.#rest.url(path), location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return url;
  }

  /** One's own tokens for git servers. */
  credentials() {
    return new Credentials(this.#root);
  }

  /** The repositories and the background work. */
  catalog() {
    return new Catalog(this.#rest);
  }

  /**
   * The files of a session.
   *
   * @param repo the one of its repositories that git is asked about, or '' for the one that it has
   */
  workspace(key, repo = '') {
    return new Workspace(new Rest(this.#rest.url(sessionPath(key))), repo);
  }
}

function sessionPath(...parts) {
  return `/sessions${pathOf(...parts)}`;
}
