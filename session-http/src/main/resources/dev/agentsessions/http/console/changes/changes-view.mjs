/** `<changes-view>`: what a session has changed since something, file by file, followed while it is seen. */
import { usualBase } from '../model/bases.mjs';
import { folderOf, repositoryNames, whyNotThere } from '../model/provision.mjs';
import { count } from '../model/words.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { RepoSelect } from '../page/repo-select.mjs';
import { address, go, withRepo } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { BaseSelect } from './base-select.mjs';
import { FileChange } from './file-change.mjs';

/** Files that are open by themselves, while they are small. */
const MOST_OPEN = 20;
const MOST_OPEN_LINES = 400;
const AT_ONCE = 200;
/** From here on there is room for two columns of code, in px. */
const WIDE = 960;
const NOTHING = { files: [], fileCount: 0 };

export class ChangesView extends HTMLElement {
  #api;
  #project;
  #choice;
  #repo = '';
  #session = null;
  #addressOf = null;
  #workspace = null;
  #base = '';
  #diff = null;
  #turned = new Map();
  #shown = AT_ONCE;
  #isWide = false;
  #watch = new Watch(() => this.#refresh());
  #near = new IntersectionObserver((entries) => this.#sawMoved(entries), { rootMargin: '400px' });
  #totals = h('p', { class: 'totals', role: 'status' });
  #repos = new RepoSelect((name) => {
    this.#choice.choose(this.#session, name);
    go(this.#addressOf(''));
  });
  #bases = new BaseSelect((base) => go(this.#addressOf(base)));
  #problem = h('p', { class: 'problem', role: 'alert' });
  #empty = h('p', { class: 'empty' });
  #list = h('div', { class: 'changes' });
  #more = h('button', { class: 'text', onclick: () => this.#showMore() });
  #files;

  /** @param choice which repository of several is looked at */
  constructor({ api, project, choice }) {
    super();
    this.#api = api;
    this.#choice = choice;
    this.#project = project;
    this.#files = h('div', { class: 'scroll' }, this.#list, this.#more);
    this.append(
      h(
        'header',
        { class: 'bar' },
        this.#totals,
        this.#repos.element,
        h('label', { class: 'since' }, h('span', {}, 'since'), this.#bases.element),
      ),
      this.#problem,
      this.#empty,
      this.#files,
    );
    this.#list.addEventListener('keydown', (event) => this.#pressed(event));
    new ResizeObserver(() => this.#measured()).observe(this);
  }

  /** @param base what to compare with, or '' for what one usually means */
  show(session, base, addressOf) {
    const wanted = base || usualBase(session);
    const names = repositoryNames(session);
    const repo = this.#choice.of(session) || (names[0] ?? '');
    const isOther = session.id !== this.#session?.id || repo !== this.#repo;
    this.#addressOf = addressOf;
    if (isOther) {
      this.#workspace = this.#api.workspace(session.id, repo);
      this.#turned.clear();
    }
    const isNews = isOther || wanted !== this.#base;
    const wasHidden = this.hidden;
    this.#session = session;
    this.#repo = repo;
    this.#base = wanted;
    this.#repos.show(session, repo);
    this.hidden = false;
    if (isNews) {
      this.#forget();
    } else {
      this.#drawTotals(); // a repository may have come
    }
    if (isNews || wasHidden) {
      this.#watch.start();
    }
  }

  hide() {
    this.hidden = true;
    this.#watch.stop();
  }

  focus() {
    this.#list.querySelector('summary')?.focus();
  }

  #forget() {
    this.#diff = null;
    this.#shown = AT_ONCE;
    this.#list.replaceChildren();
    say(this.#problem, '');
    this.#bases.show(this.#session, this.#workspace, this.#base);
    this.#draw();
  }

  async #refresh() {
    const [workspace, base] = [this.#workspace, this.#base];
    const isFirst = this.#diff === null;
    const isSame = () => workspace === this.#workspace && base === this.#base;
    try {
      const diff = this.#hasNone ? NOTHING : await workspace.diff(base);
      if (!isSame()) {
        return;
      }
      this.#diff = diff;
      say(this.#problem, '');
    } catch (problem) {
      if (isSame()) {
        // Without a repository there is nothing wrong, and nothing to compare with.
        this.#diff = problem.field === 'workspace' ? NOTHING : this.#diff;
        say(this.#problem, this.#diff === NOTHING ? '' : problem.message);
      }
    }
    this.#draw();
    if (isFirst && document.activeElement === document.body && matchMedia('(pointer: fine)').matches) {
      this.focus();
    }
    for (const file of this.#list.children) {
      await file.refresh();
    }
  }

  #draw() {
    const diff = this.#diff;
    set(this, 'aria-busy', !diff && this.#problem.textContent === '' && 'true');
    const files = diff?.files.slice(0, this.#shown) ?? [];
    keep(
      this.#list,
      files,
      ({ path }) => path,
      ({ path }) => this.#newFile(path),
      (file, change) => this.#setFile(file, change),
    );
    const left = (diff?.fileCount ?? 0) - files.length;
    const canShow = (diff?.files.length ?? 0) > files.length;
    this.#more.hidden = left <= 0;
    this.#more.disabled = !canShow;
    say(
      this.#more,
      canShow
        ? `Show more of ${count(left, 'file', 'files')}`
        : `${count(left, 'file', 'files')} more are not listed`,
    );
    this.#drawTotals();
  }

  #drawTotals() {
    const { fileCount, totalAdded, totalRemoved } = this.#diff ?? { fileCount: 0 };
    const words =
      fileCount > 0
        ? [
            h('b', {}, count(fileCount, 'file', 'files')),
            h('span', { class: 'added' }, `+${totalAdded.toLocaleString()}`),
            h('span', { class: 'removed' }, `−${totalRemoved.toLocaleString()}`),
          ]
        : [h('b', {}, this.#diff ? 'No changes' : '')];
    const isNothing = this.#diff === NOTHING;
    this.#bases.element.parentElement.hidden = isNothing;
    if (this.#totals.textContent !== words.map(({ textContent }) => textContent).join('')) {
      this.#totals.replaceChildren(...words);
    }
    say(this.#empty, this.#diff && fileCount === 0 ? this.#emptyWords() : '');
    this.#empty.hidden = this.#empty.textContent === '';
    this.#files.hidden = fileCount === 0;
  }

  /** Whether there is no repository to ask about. */
  get #hasNone() {
    return this.#session.kind === 'agentic' && !this.#repo;
  }

  #emptyWords() {
    if (this.#diff !== NOTHING) {
      return 'Nothing differs. What changes shows up here by itself.';
    }
    if (this.#session.kind !== 'agentic') {
      return 'Git follows nothing here: the folder is not the top of a repository.';
    }
    return this.#hasNone
      ? 'There is no repository. Add one under Repositories.'
      : whyNotThere(this.#session, this.#repo) || 'Its folder is no repository any more.';
  }

  #newFile(path) {
    const file = new FileChange(
      (of) => this.#workspace.fileDiff(this.#base, of),
      (isOpen) => this.#turned.set(path, isOpen),
    );
    this.#near.observe(file);
    return file;
  }

  #setFile(file, change) {
    const { path, kind } = change;
    file.show(change, {
      isOpen: this.#turned.get(path) ?? this.#opensItself(change),
      isWide: this.#isWide,
      fileUrl: kind === 'removed' ? null : this.#fileUrl(path),
    });
  }

  /** Its place among the session's files, which may hold several repositories. */
  #fileUrl(path) {
    const isOne = this.#session.kind !== 'agentic';
    const whole = isOne ? path : `${folderOf(this.#repo)}/${path}`;
    const place = address(this.#project, this.#session.slug, 'files', ...whole.split('/'));
    return isOne ? place : withRepo(place, this.#repo);
  }

  #opensItself({ added, removed, binary }) {
    const isSmall = !binary && added + removed <= MOST_OPEN_LINES;
    return isSmall && this.#diff.fileCount <= MOST_OPEN;
  }

  #sawMoved(entries) {
    entries.forEach(({ target, isIntersecting }) => target.near(isIntersecting));
  }

  #measured() {
    const isWide = this.clientWidth >= WIDE;
    if (isWide !== this.#isWide && !this.hidden) {
      this.#isWide = isWide;
      this.#draw();
    }
  }

  #showMore() {
    const last = this.#list.lastElementChild;
    this.#shown += AT_ONCE;
    this.#draw();
    last?.nextElementSibling?.querySelector('summary').focus();
  }

  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const summaries = [...this.#list.querySelectorAll('summary')];
    const at = summaries.indexOf(document.activeElement);
    if (step && at >= 0) {
      event.preventDefault();
      summaries[at + step]?.focus();
    }
  }
}

customElements.define('changes-view', ChangesView);
