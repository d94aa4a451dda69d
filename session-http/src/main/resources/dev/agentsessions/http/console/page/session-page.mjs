/** `<session-page>`: one session: its line, its workers and views as tabs, a terminal or a view. */
import { FindBar } from '../terminal/find-bar.mjs';
import { StatusLine } from '../terminal/status-line.mjs';
import { TerminalStage } from '../terminal/terminal-stage.mjs';
import { TouchKeys } from '../terminal/touch-keys.mjs';
import { SetupView } from '../setup/setup-view.mjs';
import { canBeRestarted, isResting } from '../model/marks.mjs';
import { RepoChoice } from '../model/repo-choice.mjs';
import { standing } from '../model/standing.mjs';
import { h, say, set } from './dom.mjs';
import { GitStanding } from './git-standing.mjs';
import { SETUP, address, go, viewsOf } from './router.mjs';
import { SessionActions } from './session-actions.mjs';
import { SessionHeader } from './session-header.mjs';
import { SessionMenu } from './session-menu.mjs';
import { SessionViews } from './session-views.mjs';
import { WorkerTabs } from './worker-tabs.mjs';

export class SessionPage extends HTMLElement {
  #project;
  #sessions;
  #actions;
  #menu;
  #choice = new RepoChoice(localStorage);
  #session = null;
  #worker = null;
  #view = null;
  #header;
  #problem = h('p', { class: 'problem', role: 'alert' });
  #empty = h('p', { class: 'empty' });
  #tabs = new WorkerTabs({
    additions: () => this.#menu.additions(),
    close: (worker) => this.#removeWorker(worker),
  });
  #stage;
  #setup;
  #views;
  #find = new FindBar();
  #touch = new TouchKeys();
  #status = new StatusLine();
  #git;

  constructor({ api, sessions, agents, project }) {
    super();
    this.#project = project;
    this.#sessions = sessions;
    this.#actions = new SessionActions(api, sessions, {
      report: (text) => say(this.#problem, text),
      focus: () => this.focus(),
    });
    this.#menu = new SessionMenu(agents, this.#actions, {
      go: (id) => go(this.#addressOf(id)),
      search: () => this.search(),
      save: () => this.#save(),
      add: (worker) => this.#add(worker),
      removeWorker: (worker) => this.#removeWorker(worker),
      clone: () => this.#clone(),
      remove: () => this.#remove(),
    });
    this.#header = new SessionHeader(address(project), {
      start: () => this.#actions.start(this.#session),
      stop: () => this.#actions.stop(this.#session),
      more: () => this.#menu.more(this.#session, this.#worker),
    });
    this.#git = new GitStanding(api, (git) => {
      this.#header.showGit(git);
      this.#tabs.showCount('changes', git?.uncommittedFiles ?? 0);
    });
    this.#stage = new TerminalStage((session, worker) => api.terminalUrl(session.id, worker.id));
    this.#stage.id = 'stage'; // the tabs name it
    this.#setup = new SetupView(api);
    this.#stage.append(this.#setup);
    this.#views = new SessionViews({ api, sessions, project, choice: this.#choice });
    this.#views.id = 'views';
    this.append(
      this.#header,
      this.#tabs,
      this.#problem,
      this.#empty,
      this.#find,
      this.#stage,
      this.#views,
      this.#touch,
      this.#status,
    );
  }

  /**
   * Shows a session, and one of its workers or views; nothing that is shown already moves.
   *
   * @param wanted a view as an address has it, or null
   */
  show(session, worker, wanted) {
    const view = wanted ?? viewOf(session, worker);
    const isOther =
      worker?.id !== this.#worker?.id ||
      view?.name !== this.#view?.name ||
      session.id !== this.#session?.id;
    const hadScreen = this.#stage.shown !== null;
    this.#session = session;
    this.#worker = worker;
    this.#view = view;
    if (isOther) {
      say(this.#problem, '');
      this.#find.close();
    }
    this.#header.show(session);
    this.#tabs.show(session, worker, view?.name, (id) => this.#addressOf(id));
    if (view?.repo) {
      this.#choice.choose(session, view.repo);
    }
    this.#git.follow(session, this.#choice.of(session));
    this.#showTerminal();
    if (view) {
      this.#views.show(session, view);
    } else {
      this.#views.hide();
    }
    const isFirst = !view && !hadScreen && this.#isWatched(); // started here for the first time
    if ((isOther || isFirst) && matchMedia('(pointer: fine)').matches) {
      this.focus();
    }
  }

  /** Whether nothing else has the focus. */
  #isWatched() {
    const { activeElement, body } = document;
    return activeElement === body || this.contains(activeElement);
  }

  /** Leaves the terminal on show, because the page goes out of sight. */
  rest() {
    this.#stage.showNothing();
    this.#setup.hide();
    this.#views.hide();
    this.#git.rest();
    this.#worker = null;
    this.#view = null;
  }

  focus() {
    (this.#view ? this.#views : this.#stage.shown)?.focus();
  }

  leaveTerminal() {
    this.#tabs.focus();
  }

  search() {
    if (this.#stage.shown) {
      this.#find.open(this.#stage.shown);
    }
  }

  copy() {
    const text = this.#stage.shown?.selection();
    if (text) {
      navigator.clipboard.writeText(text);
    }
  }

  goToTab(index) {
    const { workers } = this.#session;
    const tabs = [...workers.map(({ id }) => id), ...viewsOf(this.#session).map(({ name }) => name)];
    if (tabs[index]) {
      go(this.#addressOf(tabs[index]));
    }
  }

  /** What can be done here, as `{title, keys?, act}`. */
  commands() {
    return this.#menu.commands(this.#session, this.#worker);
  }

  #showTerminal() {
    const worker = this.#worker;
    this.#stage.keepOnly((id) =>
      this.#sessions.all().some(({ workers }) => workers.some((each) => each.id === id)),
    );
    const view = this.#hasScreen() && this.#stage.show(this.#session, worker);
    if (!view) {
      this.#stage.showNothing();
    }
    this.#showSetup();
    say(this.#empty, standing(this.#session, Boolean(this.#hasScreen() || this.#view)));
    this.#stage.hidden = !view;
    set(this.#empty, 'data-shape', this.#session.status.state === 'FAILED' && 'failed');
    this.#empty.hidden = this.#empty.textContent === '';
    this.#status.follow(view || null, worker, this.#wayOn());
    this.#touch.follow(view || null, worker?.activity.state === 'asking');
  }

  /** Over the terminal that waits for it, which has the cursor already. */
  #showSetup() {
    const { kind, status } = this.#session;
    if (kind === 'worktree' && status.state === 'SPAWNING' && this.#stage.shown) {
      this.#setup.show(this.#session);
    } else {
      this.#setup.hide();
    }
  }

  /** A worker that ran, or is about to. */
  #hasScreen() {
    return this.#worker && !this.#view && (this.#worker.epoch > 0 || !isResting(this.#session));
  }

  /** The one thing to do about a worker that does not run. */
  #wayOn() {
    const [session, worker] = [this.#session, this.#worker];
    if (isResting(session)) {
      return { title: 'Start', act: () => this.#actions.start(session) };
    }
    return session.status.state === 'ACTIVE' && canBeRestarted(worker)
      ? { title: 'Restart', act: () => this.#actions.restartWorker(session, worker) }
      : null;
  }

  async #add(worker) {
    const added = await this.#actions.addWorker(this.#session, worker);
    if (added) {
      go(this.#addressOf(added.id));
    }
  }

  async #clone() {
    const created = await this.#actions.clone(this.#session);
    if (created) {
      go(address(created.project, created.slug, created.workers[0]?.id));
    }
  }

  async #remove() {
    if (await this.#actions.remove(this.#session)) {
      go(address(this.#project));
    }
  }

  #removeWorker(worker) {
    return this.#actions.removeWorker(this.#session, worker);
  }

  #save() {
    const href = URL.createObjectURL(new Blob([this.#stage.shown.text()], { type: 'text/plain' }));
    h('a', { href, download: `${this.#session.slug} ${this.#worker.name}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(href));
  }

  #addressOf(id) {
    return address(this.#project, this.#session.slug, id);
  }
}

/** A worker without a process is a view, and where nothing ever ran there is what went before. */
function viewOf(session, worker) {
  if (worker?.kind === 'diff') {
    return { name: 'changes', path: worker.base ?? 'fork-point', repo: '' };
  }
  const hasFailed = session.kind === 'worktree' && session.status.state === 'FAILED';
  return hasFailed && !(worker?.epoch > 0) ? { name: SETUP, path: '', repo: '' } : null;
}

customElements.define('session-page', SessionPage);
