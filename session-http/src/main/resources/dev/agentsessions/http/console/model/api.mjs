/** The REST interface of one project. Every method rejects with a {@link Problem}. */
import { Problem } from './problem.mjs';

const TIMEOUT_MS = 15_000;
const PAGE_SIZE = 200;

export class Api {
  #base;

  constructor(project) {
    this.#base = `/api/v1/projects/${encodeURIComponent(project)}`;
  }

  /** Every session, newest first. */
  async sessions() {
    const found = [];
    let cursor = null;
    do {
      const query = new URLSearchParams({ limit: PAGE_SIZE, ...(cursor && { cursor }) });
      const page = await this.#call('GET', `/sessions?${query}`);
      found.push(...page.items);
      cursor = page.next;
    } while (cursor);
    return found;
  }

  session(key) {
    return this.#call('GET', this.#path(key));
  }

  create(session) {
    return this.#call('POST', '/sessions', session);
  }

  rename(key, displayName) {
    return this.#call('PATCH', this.#path(key), { displayName });
  }

  start(key) {
    return this.#call('POST', this.#path(key, 'start'));
  }

  stop(key) {
    return this.#call('POST', this.#path(key, 'stop'));
  }

  restart(key) {
    return this.#call('POST', this.#path(key, 'restart'));
  }

  /** Stops the agent's turn; the process lives. */
  interrupt(key) {
    return this.#call('POST', this.#path(key, 'interrupt'));
  }

  /** @param worktree `keep` or `remove`, for a session that has one */
  remove(key, worktree) {
    return this.#call('DELETE', `${this.#path(key)}?worktree=${worktree}`);
  }

  addWorker(key, worker) {
    return this.#call('POST', this.#path(key, 'workers'), worker);
  }

  restartWorker(key, worker) {
    return this.#call('POST', this.#path(key, 'workers', worker, 'restart'));
  }

  removeWorker(key, worker) {
    return this.#call('DELETE', this.#path(key, 'workers', worker));
  }

  /** Those that workers may run. */
  async agents() {
    return (await this.#call('GET', '/agents')).items;
  }

  /** Where the project's changes are streamed. */
  eventsUrl() {
    return `${this.#base}/events`;
  }

  /** Where a worker's terminal is, for a WebSocket. */
  terminalUrl(key, worker) {
    const url = new URL(this.#base + this.#path(key, 'workers', worker, 'terminal'), location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return url;
  }

  #path(...parts) {
    return ['/sessions', ...parts.map(encodeURIComponent)].join('/');
  }

  async #call(method, path, body) {
    const headers = { Accept: 'application/json' };
    if (body) {
      headers['Content-Type'] =
        method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    }
    if (method === 'POST') {
      headers['Idempotency-Key'] = crypto.randomUUID();
    }
    let response;
    try {
      response = await fetch(this.#base + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw Problem.unreachable(cause);
    }
    if (!response.ok) {
      throw await Problem.of(response);
    }
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }
}
