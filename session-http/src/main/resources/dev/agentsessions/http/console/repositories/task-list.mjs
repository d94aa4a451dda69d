/** `<task-list>`: the background work of a project that is not done, and what can be done about it. */
import { age, count, sentence, visible } from '../model/words.mjs';
import { confirmed } from '../page/dialogs.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { markElement, setMark } from '../page/mark.mjs';

const MARKS = {
  running: { shape: 'working', word: 'running' },
  pending: { shape: 'idle', word: 'waiting' },
  stalled: { shape: 'failed', word: 'given up' },
};

const TITLES = {
  'repository-clone': 'Clone a repository',
  'repository-remove': 'Remove the files of a repository',
  'schedule-run': 'Begin a scheduled session',
};

export class TaskList extends HTMLElement {
  #actions;
  #list = h('ul', { 'aria-label': 'Background work' });

  /** @param actions `retry(task)`, `cancel(task)`; `about(task)`: what it is for, as a name, or '' */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.append(h('h2', {}, 'Background work'), this.#list);
  }

  /** @param tasks the newest of the project, in any state */
  show(tasks) {
    const open = tasks.filter(({ state }) => state !== 'done');
    this.hidden = open.length === 0;
    keep(
      this.#list,
      open,
      ({ id }) => id,
      (task) => this.#newRow(task),
      (row, task) => setRow(row, task, this.#actions.about(task)),
    );
  }

  #newRow(task) {
    const part = (name) => h('span', { class: name });
    const retry = h('button', { class: 'text', onclick: () => this.#actions.retry(task) }, 'Retry');
    const cancel = h('button', { class: 'text', onclick: () => this.#cancel(task) }, 'Cancel…');
    return h(
      'li',
      {},
      markElement(),
      part('name'),
      part('words'),
      part('age'),
      h('span', { class: 'acts' }, retry, cancel),
      part('error'),
    );
  }

  async #cancel(task) {
    const isSure = await confirmed({
      title: `Cancel ${titleOf(task)}?`,
      does: 'Forgets this piece of work: nobody goes on with it.',
      keeps: 'What was done of it before stays as it is.',
      action: 'Cancel the work',
      isFinal: true,
    });
    if (isSure) {
      this.#actions.cancel(task);
    }
  }
}

function setRow(row, task, about) {
  const [mark, name, words, when, acts, error] = row.children;
  const [retry, cancel] = acts.children;
  const { state, attempts, lastError, createdAt } = task;
  setMark(mark, MARKS[state]);
  const title = titleOf(task) + (about && `: ${visible(about)}`);
  say(name, title);
  set(retry, 'aria-label', `Retry: ${title}`);
  set(cancel, 'aria-label', `Cancel: ${title}`);
  set(name, 'title', visible(task.key));
  say(words, attempts > 0 ? `${MARKS[state].word}, ${count(attempts, 'attempt', 'attempts')}` : MARKS[state].word);
  say(when, age(Date.parse(createdAt)));
  say(error, lastError ? sentence(visible(lastError)) : '');
  retry.hidden = state !== 'stalled';
  cancel.hidden = state === 'running';
}

/** What it does, in words; of work that is not known here, its name. */
function titleOf({ name }) {
  return TITLES[name] ?? sentence(name.replaceAll('-', ' ')).slice(0, -1);
}

customElements.define('task-list', TaskList);
