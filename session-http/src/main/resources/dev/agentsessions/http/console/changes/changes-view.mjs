/** `<changes-view>`: what a session has changed since something, file by file, followed while it is seen. */
import { basesFor, usualBase } from '../model/bases.mjs';
import { count } from '../model/words.mjs';
import { askedFor } from '../page/dialogs.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { address, go } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { FileChange } from './file-change.mjs';

/** Files that are open by themselves, while they are small. */
const MOST_OPEN = 20;
const MOST_OPEN_LINES = 400;
const AT_ONCE = 200;
/** From here on there is room for two columns of code, in px. */
const WIDE = 960;
const NOTHING = { files: [], fileCount: 0 };
const OTHER = ' other'; // no base has a blank in it

export class ChangesView extends HTMLElement {
  #api;
  #project;
  #session = null;
  #addressOf = null;
  #workspace = null;
  #base = '';
  #branches = null;
  #diff = null;
  #turned = new Map();
  #shown = AT_ONCE;
  #isWide = false;
  #watch = new Watch(() => this.#refresh());
  #near = new IntersectionObserver((entries) => this.#sawMoved(entries), { rootMargin: '400px' });
  #totals = h('p', { class: 'totals', role: 'status' });
  #bases = h('select', { 'aria-label': 'Changes since', onchange: () => this.#chosen() });
  #problem = h('p', { class: 'problem', role: 'alert' });
  #empty = h('p', { class: 'empty' });
  #list = h('div', { class: 'changes' });
  #more = h('button', { class: 'text', onclick: () => this.#showMore() });
  #files;

  constructor({ api, project }) {
    super();
    this.#api = api;
    this.#project = project;
    this.#files = h('div', { class: 'scroll' }, this.#list, this.#more);
    this.append(
      h(
        'header',
        { class: 'bar' },
        this.#totals,
        h('label', { class: 'since' }, h('span', {}, 'since'), this.#bases),
      ),
      this.#problem,
      this.#empty,
      this.#files,
    );
    this.#bases.addEventListener('focus', () => this.#readBranches()); // there may be others by now
    this.#list.addEventListener('keydown', (event) => this.#pressed(event));
    new ResizeObserver(() => this.#measured()).observe(this);
  }

  /** @param base what to compare with, or '' for what one usually means */
  show(session, base, addressOf) {
    const wanted = base || usualBase(session);
    const isOther = session.id !== this.#session?.id;
    this.#addressOf = addressOf;
    if (isOther) {
      this.#workspace = this.#api.workspace(session.id);
      this.#branches = null;
      this.#turned.clear();
      this.#readBranches();
    }
    const isNews = isOther || wanted !== this.#base;
    const wasHidden = this.hidden;
    this.#session = session;
    this.#base = wanted;
    this.hidden = false;
    if (isNews) {
      this.#forget();
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
    this.#drawBases();
    this.#draw();
  }

  async #refresh() {
    const [workspace, base] = [this.#workspace, this.#base];
    const isFirst = this.#diff === null;
    const isSame = () => workspace === this.#workspace && base === this.#base;
    try {
      const diff = await workspace.diff(base);
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
    this.#bases.parentElement.hidden = isNothing;
    if (this.#totals.textContent !== words.map(({ textContent }) => textContent).join('')) {
      this.#totals.replaceChildren(...words);
    }
    const empty = isNothing
      ? 'Git follows nothing here: the folder is not the top of a repository.'
      : 'Nothing differs. What changes shows up here by itself.';
    say(this.#empty, this.#diff && fileCount === 0 ? empty : '');
    this.#empty.hidden = this.#empty.textContent === '';
    this.#files.hidden = fileCount === 0;
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
    const names = path.split('/');
    file.show(change, {
      isOpen: this.#turned.get(path) ?? this.#opensItself(change),
      isWide: this.#isWide,
      fileUrl:
        kind === 'removed' ? null : address(this.#project, this.#session.slug, 'files', ...names),
    });
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

  #drawBases() {
    const groups = basesFor(this.#session, this.#branches, this.#base);
    const optionsOf = ({ bases }) =>
      bases.map(({ value, title }) => h('option', { value }, title));
    this.#bases.replaceChildren(
      ...groups.flatMap((group) =>
        group.title ? [h('optgroup', { label: group.title }, optionsOf(group))] : optionsOf(group),
      ),
      h('option', { value: OTHER }, 'another branch, tag or commit…'),
    );
    this.#bases.value = this.#base;
  }

  async #readBranches() {
    const workspace = this.#workspace;
    try {
      const branches = await workspace.branches();
      const isNews = JSON.stringify(branches) !== JSON.stringify(this.#branches);
      if (isNews && workspace === this.#workspace) {
        this.#branches = branches;
        this.#drawBases();
      }
    } catch {
      // Then there is what can be typed.
    }
  }

  async #chosen() {
    const { value } = this.#bases;
    if (value !== OTHER) {
      go(this.#addressOf(value));
      return;
    }
    this.#bases.value = this.#base;
    const typed = await askedFor({
      title: 'Changes since',
      label: 'A branch, tag or commit',
      value: '',
      action: 'Compare',
    });
    if (typed) {
      go(this.#addressOf(typed));
    }
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
