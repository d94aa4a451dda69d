/** `<tree-view>`: the folders and files of a workspace, walked with the arrows as file managers have it. */
import { nameOf, parentOf } from '../model/file-tree.mjs';
import { bytes, visible } from '../model/words.mjs';
import { h, keep, say, set } from '../page/dom.mjs';
import { icon } from '../page/icons.mjs';

const TYPED_MS = 800;

export class TreeView extends HTMLElement {
  #actions;
  #tree = null;
  #rows = [];
  #current = '';
  #at = null;
  #typed = { text: '', at: -Infinity };
  #list = h('ul', { role: 'tree', 'aria-label': 'Files' });

  /**
   * @param actions `go(path)`: somebody chose it; `remove(entry)`: somebody pressed Delete;
   *     `isUnsaved(path)`; `failed(problem)`: a folder could not be read
   */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.append(this.#list);
    this.#list.addEventListener('keydown', (event) => this.#pressed(event));
    this.#list.addEventListener('click', (event) => this.#clicked(event));
    this.#list.addEventListener('focusin', ({ target }) => this.#setAt(target.dataset.key));
  }

  /** @param current the path that is looked at */
  show(tree, current) {
    if (current !== this.#current || tree !== this.#tree) {
      this.#at = current || null;
    }
    this.#tree = tree;
    this.#current = current;
    this.#draw();
  }

  focus() {
    this.#element(this.#at)?.focus();
  }

  /** The folder that a place in the tree belongs to. */
  folderAt(element) {
    const path = element.closest('[role=treeitem]')?.dataset.key;
    const entry = path && this.#tree.find(path);
    return entry ? (entry.isDir ? entry.path : parentOf(entry.path)) : '';
  }

  #draw() {
    this.#rows = this.#tree.rows();
    const keys = this.#rows.map(keyOf);
    this.#at = keys.includes(this.#at) ? this.#at : (keys[0] ?? null);
    keep(this.#list, this.#rows, keyOf, newRow, (element, row) => this.#setRow(element, row));
  }

  #setRow(element, row) {
    set(element, 'tabindex', keyOf(row) === this.#at ? '0' : '-1');
    set(element, 'aria-level', row.level);
    element.style.setProperty('--level', row.level);
    if (row.more) {
      say(element, `${row.more.toLocaleString()} more…`);
      return;
    }
    const { entry, isOpen } = row;
    const [, name, size] = element.children;
    setIcon(element, entry.isDir ? 'right' : entry.link ? 'link' : 'file');
    set(element, 'aria-expanded', entry.isDir ? String(isOpen) : null);
    set(element, 'aria-selected', String(entry.path === this.#current));
    set(element, 'data-unsaved', this.#actions.isUnsaved(entry.path));
    set(element, 'title', titleOf(entry));
    say(name, visible(entry.name));
    say(size, entry.type === 'file' ? bytes(entry.size) : '');
  }

  async #clicked(event) {
    const path = event.target.closest('[role=treeitem]')?.dataset.key;
    const row = this.#rows.find((each) => keyOf(each) === path);
    if (row) {
      await this.#choose(row);
    }
  }

  /** Shows it; a folder opens, or closes when it was shown already. */
  async #choose(row) {
    if (row.more) {
      this.#tree.more(row.folder);
      this.#draw();
      return;
    }
    const { entry, isOpen } = row;
    this.#actions.go(entry.path);
    if (entry.isDir) {
      await this.#turn(entry, !isOpen);
    }
  }

  async #turn(entry, isOpen) {
    try {
      await (isOpen ? this.#tree.open(entry.path) : this.#tree.close(entry.path));
    } catch (problem) {
      this.#tree.close(entry.path);
      this.#actions.failed(problem);
    }
    this.#draw();
  }

  async #pressed(event) {
    const at = this.#rows.findIndex((row) => keyOf(row) === this.#at);
    const row = this.#rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const act = this.#actOf(event, row, at);
    if (act) {
      event.preventDefault();
      await act();
    }
  }

  #actOf({ key, timeStamp }, row, at) {
    const { entry, isOpen } = row;
    switch (key) {
      case 'ArrowDown':
        return () => this.#moveTo(this.#rows[at + 1]);
      case 'ArrowUp':
        return () => this.#moveTo(this.#rows[at - 1]);
      case 'Home':
        return () => this.#moveTo(this.#rows[0]);
      case 'End':
        return () => this.#moveTo(this.#rows.at(-1));
      case 'Enter':
      case ' ':
        return () => this.#choose(row);
      case 'Delete':
        return entry && (() => this.#actions.remove(entry));
      case 'ArrowRight':
        return entry?.isDir
          ? () => (isOpen ? this.#moveTo(this.#rows[at + 1]) : this.#turn(entry, true))
          : null;
      case 'ArrowLeft':
        return isOpen ? () => this.#turn(entry, false) : () => this.#moveToParent(row);
      default:
        return /^[^\s?]$/u.test(key) && (() => this.#search(key, timeStamp, at));
    }
  }

  #moveTo(row) {
    if (row) {
      this.#element(keyOf(row)).focus();
    }
  }

  #moveToParent({ entry, folder }) {
    const parent = entry ? parentOf(entry.path) : folder;
    this.#moveTo(this.#rows.find((row) => row.entry?.path === parent));
  }

  /** The next name that begins with what is typed. */
  #search(letter, now, at) {
    const isGoingOn = now - this.#typed.at < TYPED_MS;
    const text = (isGoingOn ? this.#typed.text : '') + letter.toLowerCase();
    this.#typed = { text, at: now };
    const from = isGoingOn ? at : at + 1;
    const inOrder = [...this.#rows.slice(from), ...this.#rows.slice(0, from)];
    this.#moveTo(inOrder.find(({ entry }) => entry?.name.toLowerCase().startsWith(text)));
  }

  #setAt(key) {
    this.#at = key;
    [...this.#list.children].forEach((child) =>
      set(child, 'tabindex', child.dataset.key === key ? '0' : '-1'),
    );
  }

  #element(key) {
    return [...this.#list.children].find((child) => child.dataset.key === key);
  }
}

function keyOf({ entry, folder }) {
  return entry ? entry.path : `${folder}/`; // no path ends so
}

function newRow({ entry }) {
  const row = h('li', { role: 'treeitem' });
  if (entry) {
    row.append(
      icon('file'),
      h('span', { class: 'name' }),
      h('span', { class: 'size' }),
    );
  }
  return row;
}

/** What was a file may be a folder now. */
function setIcon(row, name) {
  if (row.dataset.icon !== name) {
    row.dataset.icon = name;
    row.firstElementChild.replaceWith(icon(name));
  }
}

function titleOf({ path, type, link }) {
  const kind = { link: 'a link that leads nowhere here', other: 'no file that can be opened' }[type];
  const words = [kind, link && type !== 'link' && 'a link'].filter(Boolean).join(', ');
  return visible(nameOf(path)) + (words && ` (${words})`);
}

customElements.define('tree-view', TreeView);
