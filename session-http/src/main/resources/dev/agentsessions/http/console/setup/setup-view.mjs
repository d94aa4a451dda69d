/** `<setup-view>`: what a repository's set-up or clean-up command prints in a worktree, followed while it runs. */
import { plainOutput } from '../model/plain-output.mjs';
import { h, say } from '../page/dom.mjs';
import { markElement, setMark } from '../page/mark.mjs';
import { Watch } from '../page/watch.mjs';

const PAUSE_MS = 500;
/** So much that is left to scroll counts as the end, in px. */
const NEAR_END = 40;

const HEADINGS = {
  SPAWNING: [{ shape: 'working', word: 'running' }, 'The worktree is being set up'],
  TERMINATING: [{ shape: 'working', word: 'running' }, 'The worktree is being cleaned up'],
  FAILED: [{ shape: 'failed', word: 'failed' }, 'What the set-up printed'],
};
const OVER = [{ shape: 'resting', word: 'over' }, 'What set-up and clean-up printed last'];

export class SetupView extends HTMLElement {
  #api;
  #session = null;
  #seen = null;
  #watch = new Watch(() => this.#read(), { pauseMs: PAUSE_MS, rest: 1 });
  #mark = markElement();
  #heading = h('span', { role: 'status' });
  #text = h('pre', { tabindex: '0', role: 'log', 'aria-label': 'Set-up output' });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #none = h('p', { class: 'empty' });

  constructor(api) {
    super();
    this.#api = api;
    this.hidden = true;
    this.append(h('header', {}, this.#mark, this.#heading), this.#problem, this.#none, this.#text);
  }

  show(session) {
    const isOther = this.hidden || session.id !== this.#session?.id;
    const hasMoved = session.status.state !== this.#session?.status.state;
    if (session.id !== this.#session?.id) {
      this.#seen = null;
      say(this.#text, '');
    }
    this.#session = session;
    this.hidden = false;
    const [mark, heading] = HEADINGS[session.status.state] ?? OVER;
    setMark(this.#mark, mark);
    say(this.#heading, heading);
    if (isOther || hasMoved) {
      this.#follow();
    }
  }

  hide() {
    this.hidden = true;
    this.#watch.stop();
  }

  focus() {
    this.#text.focus();
  }

  /** What no longer changes is read once. */
  #follow() {
    if (this.#session.status.state in HEADINGS) {
      this.#watch.start();
    } else {
      this.#watch.stop();
      this.#watch.now();
    }
  }

  async #read() {
    const { id } = this.#session;
    try {
      const { text, epoch, end } = await this.#api.workspace(id).setupOutput();
      if (id === this.#session.id) {
        say(this.#problem, '');
        this.#put(text, `${epoch} ${end}`);
      }
    } catch (problem) {
      say(this.#problem, problem.message);
    }
  }

  #put(text, seen) {
    if (seen === this.#seen) {
      return;
    }
    this.#seen = seen;
    const { scrollHeight, scrollTop, clientHeight } = this.#text;
    const wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    say(this.#text, plainOutput(text));
    if (wasAtEnd) {
      this.#text.scrollTop = this.#text.scrollHeight;
    }
    say(this.#none, text ? '' : 'Nothing was printed: its repository has no command for this.');
    this.#none.hidden = Boolean(text);
  }
}

customElements.define('setup-view', SetupView);
