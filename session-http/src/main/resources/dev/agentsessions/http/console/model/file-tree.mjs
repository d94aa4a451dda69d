/**
 * The folders of a workspace that were looked into, and what of them is on show. Folders come before
 * files, both by name. Nothing is read before somebody looks.
 */
const AT_ONCE = 500;

export class FileTree {
  /** The folder that it begins with, '' for the workspace. */
  root;
  #workspace;
  #entries = new Map();
  #open;
  #shown = new Map();
  #byName = new Intl.Collator(undefined, { numeric: true });

  constructor(workspace, root = '') {
    this.#workspace = workspace;
    this.root = root;
    this.#open = new Set([root]);
  }

  /** Whether the root was read. */
  get isLoaded() {
    return this.#entries.has(this.root);
  }

  get isEmpty() {
    return this.#entries.get(this.root)?.length === 0;
  }

  isOpen(path) {
    return this.#open.has(path);
  }

  /** What is known of a path, or undefined. */
  find(path) {
    return this.#entries.get(parentOf(path))?.find((entry) => entry.path === path);
  }

  /** How many things a folder holds; undefined until it was read. */
  sizeOf(folder) {
    return this.#entries.get(folder)?.length;
  }

  async open(folder) {
    this.#open.add(folder);
    if (!this.#entries.has(folder)) {
      await this.#read(folder);
    }
  }

  close(folder) {
    this.#open.delete(folder);
  }

  /** Opens all folders on the way to a path; whether something is there. */
  async reveal(path) {
    for (const folder of ancestorsOf(path, this.root)) {
      await this.open(folder);
    }
    return path === this.root || this.find(path) !== undefined;
  }

  /** Shows more of a folder that holds very much. */
  more(folder) {
    this.#shown.set(folder, this.#shownOf(folder) + AT_ONCE);
  }

  /** Reads everything anew that is on show; a folder that is gone is closed. */
  async refresh() {
    for (const folder of this.#visibleFolders()) {
      await this.#read(folder);
    }
  }

  /**
   * What is on show, from top to bottom: `{entry, level, isOpen}`, and `{more, folder, level}` where
   * a folder holds that many more.
   */
  rows(folder = this.root, level = 1) {
    const entries = this.#entries.get(folder) ?? [];
    const shown = entries.slice(0, this.#shownOf(folder)).flatMap((entry) => {
      const isOpen = entry.isDir && this.#open.has(entry.path);
      const below = isOpen ? this.rows(entry.path, level + 1) : [];
      return [{ entry, level, isOpen }, ...below];
    });
    const more = entries.length - this.#shownOf(folder);
    return more > 0 ? [...shown, { more, folder, level }] : shown;
  }

  async #read(folder) {
    const listed = await this.#workspace.list(folder);
    // Of a file, and of what was a folder once, there is nothing to list.
    const entries = listed.filter(({ path }) => parentOf(path) === folder && path !== folder);
    entries.sort((a, b) => b.isDir - a.isDir || this.#byName.compare(a.name, b.name));
    this.#entries.set(folder, entries);
  }

  #visibleFolders() {
    const below = this.rows().filter(({ isOpen }) => isOpen);
    return [this.root, ...below.map(({ entry }) => entry.path)];
  }

  #shownOf(folder) {
    return this.#shown.get(folder) ?? AT_ONCE;
  }
}

export function parentOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folders that hold a path, the root first; the root alone for itself. */
function ancestorsOf(path, root) {
  const names = path.split('/');
  const folders = names.map((_, index) => names.slice(0, index).join('/'));
  const at = folders.indexOf(root);
  return at < 0 ? [root] : folders.slice(at);
}
