/** What a user can do to a session, with the questions asked first and what is kept said there. */
import { isResting } from '../model/marks.mjs';
import { count } from '../model/words.mjs';
import { askedFor, confirmed } from './dialogs.mjs';

export class SessionActions {
  #api;
  #sessions;
  #report;

  /** @param report shows a problem, or '' for none */
  constructor(api, sessions, report) {
    this.#api = api;
    this.#sessions = sessions;
    this.#report = report;
  }

  start(session) {
    return this.#try(session, () => this.#api.start(session.id));
  }

  async stop(session) {
    const running = session.workers.filter(({ state }) => state === 'RUNNING').length;
    const isSure = await confirmed({
      title: `Stop ${session.displayName}?`,
      does: running > 0 ? `Ends ${count(running, 'process', 'processes')}.` : 'Nothing runs in it.',
      keeps: 'The folder and all output stay; Start brings the terminals back.',
      action: 'Stop',
    });
    return isSure && this.#try(session, () => this.#api.stop(session.id));
  }

  /** Whether it was deleted. */
  async remove(session) {
    const isSure = await confirmed({
      title: `Delete ${session.displayName}?`,
      does: isResting(session)
        ? 'Removes the session and its output.'
        : 'Ends its processes and removes the session and its output.',
      keeps: `The folder ${session.spec.location ?? ''} stays as it is.`,
      action: 'Delete',
    });
    return isSure && (await this.#try(session, () => this.#api.remove(session.id))) !== undefined;
  }

  async rename(session) {
    const displayName = await askedFor({
      title: 'Rename',
      label: 'Name',
      value: session.displayName,
      action: 'Rename',
    });
    return displayName && this.#try(session, () => this.#api.rename(session.id, displayName));
  }

  /** The worker added, or undefined. */
  addTerminal(session) {
    return this.#try(session, () => this.#api.addWorker(session.id, { kind: 'terminal' }));
  }

  async removeWorker(session, worker) {
    const isSure = await confirmed({
      title: `Delete ${worker.name}?`,
      does: 'Ends its process and removes its output.',
      keeps: 'The session, its folder and its other workers stay.',
      action: 'Delete',
    });
    return isSure && this.#try(session, () => this.#api.removeWorker(session.id, worker.id));
  }

  /** What the server answered, or undefined when it refused; the session is read again before that is told. */
  async #try(session, act) {
    try {
      const answer = await act();
      await this.#sessions.reread(session.id);
      this.#report('');
      return answer;
    } catch (problem) {
      this.#report(problem.message);
      return undefined;
    }
  }
}
