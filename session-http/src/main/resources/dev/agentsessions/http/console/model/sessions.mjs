/**
 * The project's sessions as last read from the server; says `change` when one differs, and `kept`
 * when work in the files of one that was deleted is still somewhere (`{kept, message}`: the files
 * stay, where, and why; `{parked, message}`: in which repository, what, and on which ref). An event
 * only says that something changed: the session is then read again, so that no event has to be
 * understood, or come in time, for the page to be right.
 */
import { SharedStream } from './shared-stream.mjs';

const RETRY_MS = 3_000;

export class Sessions extends EventTarget {
  #api;
  #repositories;
  #stream;
  #byId = new Map();
  #reading = new Map();
  #readSinceListing = new Set();
  isLoaded = false;
  /** Since when changes are not told, or null. */
  offlineSince = null;
  /** Whether that is because there is no such project. */
  hasNoProject = false;

  /** @param repositories that sessions may be on: each session has its own as `repository`, if it is known */
  constructor(api, repositories) {
    super();
    this.#api = api;
    this.#repositories = repositories;
    repositories?.addEventListener('change', () => this.#nameRepositories());
    this.#stream = new SharedStream(api.eventsUrl(), {
      opened: (afresh) => this.#opened(afresh),
      changed: (event) => this.#told(event),
      lost: (problem) => this.#lost(problem),
    });
  }

  follow() {
    this.#stream.follow();
  }

  all() {
    return [...this.#byId.values()];
  }

  /** By id or slug. */
  find(key) {
    return this.#byId.get(key) ?? this.all().find((session) => session.slug === key);
  }

  /**
   * Reads one session again, at most one read at a time and one more for what came meanwhile; done
   * when what is known is no older than this call.
   */
  reread(id) {
    const reading = this.#reading.get(id);
    if (reading) {
      reading.isStale = true;
      return reading.done;
    }
    const begun = { isStale: true };
    this.#reading.set(id, begun);
    begun.done = this.#readUntilFresh(id, begun);
    return begun.done;
  }

  async #readUntilFresh(id, reading) {
    while (reading.isStale) {
      reading.isStale = false;
      await this.#read(id);
    }
    this.#reading.delete(id);
  }

  async #read(id) {
    this.#readSinceListing.add(id);
    try {
      const session = await this.#api.session(id);
      this.#nameRepository(session);
      this.#byId.set(id, session);
    } catch (problem) {
      if (!problem.isNotFound) {
        setTimeout(() => this.reread(id), RETRY_MS);
        return;
      }
      this.#byId.delete(id);
    }
    this.#changed();
  }

  #told(event) {
    this.reread(sessionOf(event));
    if (event.data?.kept || event.data?.parked) {
      this.dispatchEvent(new CustomEvent('kept', { detail: event.data }));
    }
  }

  async #opened(afresh) {
    if (afresh) {
      await this.#readAll();
    }
    this.offlineSince = null;
    this.hasNoProject = false;
    this.#changed();
  }

  async #readAll() {
    this.#readSinceListing.clear();
    const listed = await this.#api.sessions();
    listed.forEach((session) => this.#nameRepository(session));
    this.#byId = new Map(listed.map((session) => [session.id, session]));
    this.isLoaded = true;
    // The list may be older than what was read while it came.
    this.#readSinceListing.forEach((id) => this.reread(id));
  }

  #lost(problem) {
    this.offlineSince ??= Date.now();
    this.hasNoProject = problem.status === 404;
    this.#changed();
  }

  #nameRepositories() {
    this.#byId.forEach((session) => this.#nameRepository(session));
    this.#changed();
  }

  #nameRepository(session) {
    session.repository = this.#repositories?.find(session.spec?.repository);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** A CloudEvent's source is the session's path; its subject may be a worker. */
function sessionOf(event) {
  return event.source.split('/').at(-1);
}
