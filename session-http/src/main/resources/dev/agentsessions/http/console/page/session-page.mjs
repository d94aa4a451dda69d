/** `<session-page>`: one session: who it is and how it does, its workers as tabs, a terminal. */
import { FindBar } from '../terminal/find-bar.mjs';
import { StatusLine } from '../terminal/status-line.mjs';
import { TerminalStage } from '../terminal/terminal-stage.mjs';
import { TouchKeys } from '../terminal/touch-keys.mjs';
import { changedAt } from '../model/groups.mjs';
import { isResting, sessionMark } from '../model/marks.mjs';
import { age } from '../model/words.mjs';
import { h, say, set } from './dom.mjs';
import { icon } from './icons.mjs';
import { markElement, setMark } from './mark.mjs';
import { menuButton } from './menu.mjs';
import { preferences } from './preferences.mjs';
import { address, go } from './router.mjs';
import { SessionActions } from './session-actions.mjs';
import { WorkerTabs } from './worker-tabs.mjs';

export class SessionPage extends HTMLElement {
  #project;
  #sessions;
  #actions;
  #session = null;
  #worker = null;
  #mark = markElement();
  #name = h('h1');
  #place = h('span', { class: 'place' });
  #phase = h('span', { class: 'phase' });
  #toggle = h('button', { class: 'text', onclick: () => this.#startOrStop() });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #empty = h('p', { class: 'empty' });
  #tabs = new WorkerTabs({
    add: () => this.addTerminal(),
    remove: (worker) => this.#removeWorker(worker),
  });
  #stage;
  #find = new FindBar();
  #touch = new TouchKeys();
  #status = new StatusLine();

  constructor(api, sessions, project) {
    super();
    this.#project = project;
    this.#sessions = sessions;
    this.#actions = new SessionActions(api, sessions, (text) => say(this.#problem, text));
    this.#stage = new TerminalStage((session, worker) => api.terminalUrl(session.id, worker.id));
    this.append(
      h(
        'header',
        { class: 'bar' },
        h(
          'a',
          { class: 'button back', href: address(project), 'aria-label': 'Sessions' },
          icon('back'),
        ),
        this.#mark,
        this.#name,
        this.#place,
        this.#phase,
        this.#toggle,
        menuButton('More', () => this.commands()),
      ),
      this.#tabs,
      this.#problem,
      this.#empty,
      this.#find,
      this.#stage,
      this.#touch,
      this.#status,
    );
  }

  /** Shows a session and one of its workers; nothing that is shown already moves. */
  show(session, worker) {
    const isOther = worker?.id !== this.#worker?.id || session.id !== this.#session?.id;
    this.#session = session;
    this.#worker = worker;
    if (isOther) {
      say(this.#problem, '');
      this.#find.close();
    }
    this.#showHeader();
    this.#tabs.show(
      session.workers,
      worker,
      (each) => this.#addressOf(each),
      session.status.state === 'ACTIVE',
    );
    this.#showTerminal();
    if (isOther && matchMedia('(pointer: fine)').matches) {
      this.focus();
    }
  }

  /** Leaves the terminal on show, because the page goes out of sight. */
  rest() {
    this.#stage.showNothing();
    this.#worker = null;
  }

  focus() {
    this.#stage.shown?.focus();
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
    const worker = this.#session.workers[index];
    if (worker) {
      go(this.#addressOf(worker));
    }
  }

  async addTerminal() {
    const worker = await this.#actions.addTerminal(this.#session);
    if (worker) {
      go(this.#addressOf(worker));
    }
  }

  /** What can be done here, as `{title, act}`. */
  commands() {
    const [session, worker] = [this.#session, this.#worker];
    const rests = isResting(session);
    const offers = [
      !rests && ['Add a terminal', () => this.addTerminal()],
      worker && ['Search the output', () => this.search()],
      worker && ['Save the output', () => this.#save()],
      ['Rename…', () => this.#actions.rename(session)],
      [rests ? 'Start' : 'Stop…', () => this.#startOrStop()],
      worker && [`Delete ${worker.name}…`, () => this.#removeWorker(worker)],
      ['Delete the session…', () => this.#remove()],
      [
        preferences.readerMode ? 'Stop speaking to a screen reader' : 'Speak to a screen reader',
        () => (preferences.readerMode = !preferences.readerMode),
      ],
    ];
    return offers.filter(Boolean).map(([title, act]) => ({ title, act }));
  }

  #showHeader() {
    const session = this.#session;
    setMark(this.#mark, sessionMark(session));
    say(this.#name, session.displayName);
    say(this.#place, session.spec.location ?? session.spec.branch ?? '');
    say(this.#phase, `${session.status.phase} ${age(changedAt(session))}`);
    say(this.#toggle, isResting(session) ? 'Start' : 'Stop');
  }

  #showTerminal() {
    const worker = this.#worker;
    this.#stage.keepOnly((id) =>
      this.#sessions.all().some(({ workers }) => workers.some((each) => each.id === id)),
    );
    const view = worker && this.#stage.show(this.#session, worker);
    if (!view) {
      this.#stage.showNothing();
    }
    say(this.#empty, this.#emptyWords());
    this.#stage.hidden = !view;
    this.#empty.hidden = Boolean(view) && this.#empty.textContent === '';
    this.#status.follow(view, worker);
    this.#touch.follow(view);
  }

  /** What stands in the terminal's place, or above it when the session failed. */
  #emptyWords() {
    const { state, reason, message } = this.#session.status;
    if (state === 'FAILED') {
      return `Failed: ${message || reason}. Start tries again.`;
    }
    if (this.#worker) {
      return '';
    }
    return isResting(this.#session)
      ? 'It rests. Start brings it back.'
      : 'Nothing runs here. Add a terminal.';
  }

  async #startOrStop() {
    if (isResting(this.#session)) {
      await this.#actions.start(this.#session);
      this.focus();
    } else {
      await this.#actions.stop(this.#session);
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

  #addressOf(worker) {
    return address(this.#project, this.#session.slug, worker.id);
  }
}

customElements.define('session-page', SessionPage);
