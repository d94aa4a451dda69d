/** `<files-side>`: beside a file: which repository, which folder of it, all folders as a tree, and how uploads go. */
import { whyNotThere } from '../model/provision.mjs';
import { h, say } from '../page/dom.mjs';
import { ProblemLine } from '../page/problem-line.mjs';
import { RepoSelect } from '../page/repo-select.mjs';
import { FolderBar } from './folder-bar.mjs';
import { TreeView } from './tree-view.mjs';

const EVERYTHING = 'The whole workspace';

export class FilesSide extends HTMLElement {
  /** What went wrong, here and with the file. */
  problem = new ProblemLine();
  #tree = null;
  #session = null;
  #repo = '';
  #repos;
  #bar;
  #empty = h('p', { class: 'empty' });
  #treeView;
  #progress = h('p', { class: 'status', role: 'status' });

  /** @param actions `choose(repo)`; `make()` and `upload(files)`, in the folder; `tree`: those of a TreeView but `failed` */
  constructor({ choose, make, upload, tree }) {
    super();
    this.className = 'side';
    this.role = 'region';
    this.ariaLabel = 'Folders';
    this.#repos = new RepoSelect(choose);
    this.#bar = new FolderBar({ make, upload });
    this.#treeView = new TreeView({ ...tree, failed: ({ message }) => this.problem.say(message) });
    this.append(
      h('div', { class: 'repos' }, this.#repos.element),
      this.#bar,
      this.problem.element,
      this.#empty,
      this.#treeView,
      this.#progress,
    );
    this.#progress.hidden = true;
  }

  /** @param repo the repository that is looked at, or '' for all */
  showRepo(session, repo) {
    this.#session = session;
    this.#repo = repo;
    this.#repos.show(session, repo, EVERYTHING);
    this.#showEmpty(); // a repository may have come
  }

  /**
   * @param path what is looked at, in `folder`
   * @param archiveUrl where that folder can be had from
   */
  show(tree, path, { folder, archiveUrl }) {
    this.#tree = tree;
    this.#treeView.show(tree, path);
    this.#bar.show(folder, archiveUrl);
    this.#showEmpty();
  }

  /** The folder that a place on the page stands for, if it is in the tree. */
  folderAt(place) {
    return this.#treeView.contains(place) ? this.#treeView.folderAt(place) : undefined;
  }

  focus() {
    this.#treeView.focus();
  }

  /** @param words how an upload goes, '' when it is over */
  progress(words) {
    this.#progress.hidden = !words;
    say(this.#progress, words);
  }

  #showEmpty() {
    const { root, isLoaded, isEmpty } = this.#tree ?? {};
    const why = root && whyNotThere(this.#session, this.#repo);
    const none = why || 'No files yet. Drop some here, or make one with +.';
    say(this.#empty, isLoaded && isEmpty ? none : '');
    this.#empty.hidden = this.#empty.textContent === '';
  }
}

customElements.define('files-side', FilesSide);
