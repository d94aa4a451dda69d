/** What can be done to a session and to its worker on show, for menus and the palette: `{title, keys?, act}` each. */
import { isResting } from '../model/marks.mjs';
import { SETUP, viewsOf } from './router.mjs';

export class SessionMenu {
  #agents;
  #actions;
  #page;

  /**
   * @param actions those of a session
   * @param page `go(id)`: to a worker or a view; `search()`, `save()`; `add(worker)`,
   *     `removeWorker(worker)`, `clone()`, `remove()`
   */
  constructor(agents, actions, page) {
    this.#agents = agents;
    this.#actions = actions;
    this.#page = page;
  }

  /** What a worker can be. */
  additions() {
    const agents = this.#agents.all.map(({ id, name }) => ({
      title: `Add ${name}`,
      act: () => this.#page.add({ kind: 'agent', agent: id }),
    }));
    return [{ title: 'Add a terminal', act: () => this.#page.add({ kind: 'terminal' }) }, ...agents];
  }

  /** All of it, as one list. */
  commands(session, worker) {
    const additions = session.status.state === 'ACTIVE' ? this.additions() : [];
    const views = viewsOf(session).map(({ name, title }) => ({
      title,
      act: () => this.#page.go(name),
    }));
    return [...views, ...additions, ...this.more(session, worker).flat()];
  }

  /** What has no button of its own, in groups. */
  more(session, worker) {
    const groups = [worker ? this.#toWorker(session, worker) : [], this.#toSession(session)];
    return groups.map((group) => group.filter(Boolean));
  }

  #toWorker(session, worker) {
    return [
      { title: 'Search the output', keys: 'Ctrl+Shift+F', act: () => this.#page.search() },
      { title: 'Save the output', act: () => this.#page.save() },
      session.status.state === 'ACTIVE' && {
        title: `Restart ${worker.name}`,
        act: () => this.#actions.restartWorker(session, worker),
      },
      { title: `Delete ${worker.name}…`, act: () => this.#page.removeWorker(worker) },
    ];
  }

  #toSession(session) {
    const isActive = session.status.state === 'ACTIVE';
    const rests = isResting(session);
    const hasAgent = session.workers.some(
      ({ kind, state }) => kind === 'agent' && state === 'RUNNING',
    );
    return [
      hasAgent && { title: 'Interrupt the agent', act: () => this.#actions.interrupt(session) },
      isActive && { title: 'Restart everything…', act: () => this.#actions.restart(session) },
      rests && { title: 'Start', act: () => this.#actions.start(session) },
      !rests && { title: 'Stop…', act: () => this.#actions.stop(session) },
      session.kind === 'worktree' && { title: 'Set-up output', act: () => this.#page.go(SETUP) },
      { title: 'Clone…', act: () => this.#page.clone() },
      { title: 'Rename…', act: () => this.#actions.rename(session) },
      { title: 'Delete the session…', act: () => this.#page.remove() },
    ];
  }
}
