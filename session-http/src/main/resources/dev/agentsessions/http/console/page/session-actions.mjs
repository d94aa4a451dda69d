/** What a user can do to a session, with the questions asked first and what is kept said there. */
import { hasEndedWell, isResting } from '../model/marks.mjs';
import { count, sentence } from '../model/words.mjs';
import { askForClone } from './clone-form.mjs';
import { askedFor, confirmed } from './dialogs.mjs';
import { tell } from './notice.mjs';

/** What a session works on, where that was made for it: what stays of it, and what can be removed. */
const FILES = {
  worktree: {
    name: 'The worktree',
    stay: 'Commits stay, and so does the worktree unless you say otherwise.',
    remove: 'Remove the worktree too; work that is nowhere else is parked in the repository',
  },
  agentic: {
    name: 'The workspace',
    stay: 'Its workspace stays on the host unless you say otherwise.',
    remove: 'Remove the workspace too, unless there is work in it that is nowhere else',
  },
};

export class SessionActions {
  #api;
  #sessions;
  #report;
  #focus;

  /**
   * @param report shows a problem, or '' for none
   * @param focus puts the cursor where the user goes on: at once, since what is typed while the
   *     server is asked must not be lost
   */
  constructor(api, sessions, { report, focus }) {
    this.#api = api;
    this.#sessions = sessions;
    this.#report = report;
    this.#focus = focus;
  }

  start(session) {
    return this.#try(session, () => this.#api.start(session.id));
  }

  async stop(session) {
    const isSure = await confirmed({
      title: `Stop ${session.displayName}?`,
      does: endsProcesses(session),
      keeps: `${whatStays(session)} and all output stay; Start brings everything back.`,
      action: 'Stop',
    });
    return isSure && this.#try(session, () => this.#api.stop(session.id));
  }

  async restart(session) {
    const isSure = await confirmed({
      title: `Restart ${session.displayName}?`,
      does: endsProcesses(session),
      keeps: `They start anew; ${whatStays(session).toLowerCase()} and all output stay.`,
      action: 'Restart',
    });
    const answer = isSure && (await this.#try(session, () => this.#api.restart(session.id)));
    const refused = (answer?.workers ?? []).filter((worker) => worker.refused);
    if (refused.length > 0) {
      this.#report(refused.map(({ name, refused }) => sentence(`${name}: ${refused}`)).join(' '));
    }
  }

  async interrupt(session) {
    const answer = await this.#try(session, () => this.#api.interrupt(session.id));
    if (answer) {
      tell(answer.interrupted ? 'Interrupted.' : 'Nothing was there to interrupt.');
    }
  }

  /** Whether it was deleted. */
  async remove(session) {
    const files = FILES[session.kind];
    const isSure = await confirmed({
      title: `Delete ${session.displayName}?`,
      does: isResting(session)
        ? 'Removes the session and its output.'
        : 'Ends its processes and removes the session and its output.',
      keeps: files?.stay ?? `The folder ${session.spec.location} stays as it is.`,
      option: files?.remove,
      action: 'Delete',
      isFinal: true,
    });
    const worktree = isSure.option ? 'remove' : 'keep';
    const act = () => this.#api.remove(session.id, worktree);
    return isSure && (await this.#try(session, act)) !== undefined;
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

  /** The clone, or null for none. It is read before one goes there. */
  async clone(session) {
    const created = await askForClone(session, (request) => this.#api.clone(session.id, request));
    if (created?.project === session.project) {
      await this.#sessions.reread(created.id);
    }
    return created;
  }

  /** The worker added, or undefined. */
  addWorker(session, worker) {
    return this.#try(session, () => this.#api.addWorker(session.id, worker));
  }

  async restartWorker(session, worker) {
    const isSure =
      worker.state !== 'RUNNING' ||
      (await confirmed({
        title: `Restart ${worker.name}?`,
        does: 'Ends its process and starts it anew.',
        keeps: `${whatStays(session)} and all output stay.`,
        action: 'Restart',
      }));
    return isSure && this.#try(session, () => this.#api.restartWorker(session.id, worker.id));
  }

  /** A terminal that its user ended holds nothing to ask about. */
  async removeWorker(session, worker) {
    const isSure =
      hasEndedWell(worker) ||
      (await confirmed({
        title: `Delete ${worker.name}?`,
        does: 'Ends its process and removes its output.',
        keeps: `The session, ${whatStays(session).toLowerCase()} and its other workers stay.`,
        action: 'Delete',
        isFinal: true,
      }));
    return isSure && this.#try(session, () => this.#api.removeWorker(session.id, worker.id));
  }

  /** What the server answered, or undefined when it refused; the session is read again before that is told. */
  async #try(session, act) {
    this.#focus();
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

function endsProcesses({ workers }) {
  const running = workers.filter(({ state }) => state === 'RUNNING').length;
  return running > 0 ? `Ends ${count(running, 'process', 'processes')}.` : 'Nothing runs in it.';
}

function whatStays({ kind }) {
  return FILES[kind]?.name ?? 'The folder';
}
