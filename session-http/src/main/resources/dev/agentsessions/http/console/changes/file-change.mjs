/** `<file-change>`: one file that differs; what differs in it is read when it is open and near. */
import { linesOf } from '../model/unified-diff.mjs';
import { visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';
import { diffTable } from './diff-table.mjs';

const KINDS = {
  added: ['A', 'new'],
  modified: ['M', 'changed'],
  removed: ['D', 'deleted'],
  type_changed: ['T', 'now something else'],
  conflicted: ['!', 'in conflict'],
};

export class FileChange extends HTMLElement {
  #read;
  #turned;
  #change = null;
  #patch = null;
  #isWhole = true;
  #isWide = false;
  #isStale = true;
  #shownRows = 0;
  #isNear = false;
  #kind = h('span', { class: 'kind' });
  #name = h('span', { class: 'name' });
  #added = h('span', { class: 'added' });
  #removed = h('span', { class: 'removed' });
  #link = h('a', { class: 'button', title: 'Open the file' }, icon('file'));
  #details;
  #body = h('div', { class: 'body' });
  #problem = h('p', { class: 'problem', role: 'alert' });

  /**
   * @param read what differs in a file of that path, as the server says it
   * @param turned is told when somebody opens or closes it
   */
  constructor(read, turned) {
    super();
    this.#read = read;
    this.#turned = turned;
    this.#details = h(
      'details',
      {},
      h('summary', {}, icon('right'), this.#kind, this.#name, this.#added, this.#removed),
      this.#problem,
      this.#body,
    );
    this.#details.addEventListener('toggle', () => this.#toggled());
    this.append(this.#details, this.#link);
  }

  get isOpen() {
    return this.#details.open;
  }

  /** @param fileUrl the address of the file itself, or null where there is none */
  show(change, { isOpen, isWide, fileUrl }) {
    this.#change = change;
    const [letter, word] = KINDS[change.kind];
    say(this.#kind, letter);
    set(this.#kind, 'title', word);
    set(this.#kind, 'aria-label', word);
    say(this.#name, visible(change.path));
    set(this.#name, 'title', visible(change.path));
    say(this.#added, change.added > 0 ? `+${change.added.toLocaleString()}` : '');
    say(this.#removed, change.removed > 0 ? `−${change.removed.toLocaleString()}` : '');
    set(this.#link, 'href', fileUrl);
    set(this.#link, 'aria-label', `Open ${visible(change.path)}`);
    this.#link.hidden = !fileUrl;
    if (isWide !== this.#isWide) {
      this.#isWide = isWide;
      this.#draw();
    }
    this.#details.open = isOpen;
  }

  /** It came near to what one sees, or went. */
  async near(isNear) {
    this.#isNear = isNear;
    await this.#readIfSeen();
  }

  /** It may have changed. */
  async refresh() {
    this.#isStale = true;
    await this.#readIfSeen();
  }

  async #toggled() {
    this.#turned(this.isOpen);
    await this.#readIfSeen();
  }

  async #readIfSeen() {
    if (!this.isOpen || !this.#isNear || !this.#isStale) {
      return;
    }
    this.#isStale = false;
    const { path, binary } = this.#change;
    try {
      const { patch, whole } = binary ? { patch: '', whole: true } : await this.#read(path);
      say(this.#problem, '');
      if (patch !== this.#patch || whole !== this.#isWhole) {
        [this.#patch, this.#isWhole] = [patch, whole];
        this.#draw();
      }
    } catch (problem) {
      say(this.#problem, problem.message);
    }
  }

  #draw() {
    if (this.#patch === null) {
      return;
    }
    const lines = linesOf(this.#patch);
    this.#body.replaceChildren(...(lines.length > 0 ? this.#table(lines) : [note(this.#words())]));
    if (!this.#isWhole) {
      this.#body.append(note('There is more: only the first megabyte of it is shown here.'));
    }
  }

  #table(lines) {
    return diffTable(lines, {
      isWide: this.#isWide,
      label: `Changes of ${visible(this.#change.path)}`,
      shown: this.#shownRows,
      more: (shown) => (this.#shownRows = shown),
    });
  }

  /** In place of lines. */
  #words() {
    const { binary, kind } = this.#change;
    return binary ? 'No text: what differs cannot be shown.' : `The file is ${KINDS[kind][1]}, and has no lines that differ.`;
  }
}

function note(words) {
  return h('p', { class: 'note' }, words);
}

customElements.define('file-change', FileChange);
