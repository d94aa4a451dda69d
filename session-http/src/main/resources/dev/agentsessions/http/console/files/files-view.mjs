/**
 * `<files-view>`: the files of a session: a tree, and what is chosen in it. What was typed and is not
 * saved stays for as long as the page does, wherever one goes meanwhile.
 */
import { FileTree, nameOf, parentOf } from '../model/file-tree.mjs';
import { OpenedFile } from '../model/opened-file.mjs';
import { count, visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { tell } from '../page/notice.mjs';
import { ProblemLine } from '../page/problem-line.mjs';
import { go } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { Drafts } from './drafts.mjs';
import { takeDrops } from './drops.mjs';
import { FilePane } from './file-pane.mjs';
import { FolderBar } from './folder-bar.mjs';
import { mayDelete, mayTakeTheirs, newPath } from './questions.mjs';
import { TreeView } from './tree-view.mjs';
import { Uploads } from './uploads.mjs';

export class FilesView extends HTMLElement {
  #api;
  #session = null;
  #addressOf = null;
  #workspace = null;
  #tree = null;
  #path = '';
  #revealed = null;
  #file = null;
  #made = null;
  #drafts;
  #watch = new Watch(() => this.#refresh());
  #treeView;
  #pane;
  #bar;
  #problem = new ProblemLine();
  #empty = h('p', { class: 'empty' });
  #aside = h('p', { class: 'empty hint' });
  #progress = h('p', { class: 'status', role: 'status' });

  constructor({ api, sessions }) {
    super();
    this.#api = api;
    this.#drafts = new Drafts(sessions);
    this.#treeView = new TreeView({
      go: (path) => {
        this.#revealed = path; // it is, or one could not choose it
        go(this.#addressOf(path));
      },
      remove: (entry) => !entry.isDir && this.#remove(entry.path),
      isUnsaved: (path) => this.#drafts.find(this.#session, path) !== undefined,
      failed: ({ message }) => this.#problem.say(message),
    });
    this.#pane = new FilePane({
      save: () => this.#save(),
      remove: () => this.#remove(this.#path),
      takeTheirs: () => this.#takeTheirs(),
      changed: () => this.#noteDraft(),
    });
    this.#bar = new FolderBar({
      make: () => this.#make(),
      upload: (files) => this.#upload(this.#here(), files),
    });
    this.append(
      h(
        'section',
        { class: 'side', 'aria-label': 'Folders' },
        this.#bar,
        this.#problem.element,
        this.#empty,
        this.#treeView,
        this.#progress,
      ),
      this.#pane,
      this.#aside,
    );
    this.#progress.hidden = true;
    takeDrops(this, {
      folderAt: (place) =>
        this.#treeView.contains(place) ? this.#treeView.folderAt(place) : this.#here(),
      take: (...dropped) => this.#upload(...dropped),
    });
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /**
   * Shows a file or a folder of a session.
   *
   * @param addressOf of a path
   */
  show(session, path, addressOf) {
    this.#addressOf = addressOf;
    if (session.id !== this.#session?.id) {
      this.#workspace = this.#api.workspace(session.id);
      this.#tree = new FileTree(this.#workspace);
      this.#revealed = null;
    }
    const isOther = this.hidden || path !== this.#path || session.id !== this.#session?.id;
    this.#session = session;
    this.hidden = false;
    if (isOther) {
      this.#path = path;
      this.#file = path ? this.#opened(path) : null;
      this.#problem.say('');
      this.#pane.fail('');
      this.#draw();
      if (this.#file && this.#file === this.#made) {
        this.#pane.focus();
      }
      this.#made = null;
      this.#watch.start();
    }
  }

  hide() {
    this.hidden = true;
    this.#watch.stop();
  }

  focus() {
    this.#treeView.focus();
  }

  /** The one that was made or typed into already, else one that is read anew. */
  #opened(path) {
    const made = this.#made?.path === path ? this.#made : null;
    return made ?? this.#drafts.find(this.#session, path) ?? new OpenedFile(this.#workspace, path);
  }

  async #refresh() {
    const [tree, file] = [this.#tree, this.#file];
    const wasLoaded = tree.isLoaded;
    try {
      await this.#reveal();
      await tree.refresh();
      await (file && !this.#isFolder() && file.refresh());
      this.#problem.readingWorked();
    } catch (problem) {
      this.#problem.readingFailed(problem);
    }
    if (tree === this.#tree) {
      this.#draw();
      this.#takeFocus(wasLoaded);
    }
  }

  /** Opens what leads to the place of the address, once: then it is the user's to close again. */
  async #reveal() {
    const [tree, path] = [this.#tree, this.#path];
    if (path === this.#revealed) {
      return;
    }
    await tree.reveal(path);
    await (tree.find(path)?.isDir && tree.open(path));
    this.#revealed = path;
  }

  /** What one came for, once it is there, unless one is somewhere else by then. */
  #takeFocus(wasLoaded) {
    const isFree = document.activeElement === document.body;
    if (!wasLoaded && isFree && matchMedia('(pointer: fine)').matches) {
      this.focus();
    }
  }

  #draw() {
    const isFolder = this.#isFolder();
    const folder = this.#here();
    set(this, 'data-shows', isFolder ? 'folder' : 'file');
    this.#treeView.show(this.#tree, this.#path);
    this.#bar.show(folder, this.#workspace.archiveUrl(folder));
    const { isLoaded, isEmpty } = this.#tree;
    set(this, 'aria-busy', !isLoaded && this.#problem.isEmpty && 'true');
    say(this.#empty, isLoaded && isEmpty ? 'No files yet. Drop some here, or make one with +.' : '');
    this.#empty.hidden = this.#empty.textContent === '';
    this.#pane.hidden = isFolder;
    this.#aside.hidden = !isFolder;
    if (isFolder) {
      say(this.#aside, this.#folderWords(folder));
    } else {
      const url = this.#workspace.fileUrl(this.#path);
      this.#pane.show(this.#file, { back: this.#addressOf(''), url });
    }
  }

  #folderWords(folder) {
    const size = this.#tree.sizeOf(folder);
    if (size === undefined) {
      return '';
    }
    const holds = `${visible(nameOf(folder)) || 'The workspace'} holds ${count(size, 'thing', 'things')}.`;
    return `${holds} Choose a file to look at it. Files dropped here are uploaded.`;
  }

  /** Whether a folder is looked at; what is not known yet is taken for a file. */
  #isFolder() {
    return this.#path === '' || Boolean(this.#tree.find(this.#path)?.isDir);
  }

  /** The folder that one is in. */
  #here() {
    return this.#isFolder() ? this.#path : parentOf(this.#path);
  }

  #noteDraft() {
    this.#drafts.note(this.#session, this.#file);
    this.#treeView.show(this.#tree, this.#path);
  }

  async #save() {
    const [session, file] = [this.#session, this.#file];
    if (!file?.isChanged || !file.isEditable) {
      return;
    }
    try {
      await file.save();
      this.#pane.fail('');
    } catch (problem) {
      // Somebody else was faster: the pane says so, beside what is there now.
      const isStale = ['stale', 'already-exists'].includes(problem.kind);
      this.#pane.fail(isStale ? '' : `Not saved: ${problem.message}`);
    }
    this.#drafts.note(session, file);
    this.#pane.focus();
    await this.#watch.now();
  }

  async #takeTheirs() {
    if (await mayTakeTheirs()) {
      this.#file.takeTheirs();
      this.#noteDraft();
      this.#draw();
    }
  }

  async #remove(path) {
    if (!(await mayDelete(path))) {
      return;
    }
    try {
      await this.#workspace.remove(path);
      this.#drafts.forget(this.#session, path);
      if (path === this.#path) {
        go(this.#addressOf(parentOf(path)));
      }
    } catch (problem) {
      this.#problem.say(problem.message);
      return;
    }
    await this.#watch.now();
    this.focus();
  }

  async #make() {
    const path = await newPath(this.#here());
    if (!path) {
      return;
    }
    try {
      await this.#workspace.write(path, new Uint8Array(), { isNew: true });
      this.#made = new OpenedFile(this.#workspace, path);
      await this.#made.refresh(); // before one can type into it
      go(this.#addressOf(path));
    } catch (problem) {
      this.#problem.say(problem.message);
    }
  }

  async #upload(folder, files, hadFolders = false) {
    const uploads = new Uploads(this.#workspace, (words) => {
      this.#progress.hidden = !words;
      say(this.#progress, words);
    });
    const { sent, problems } = await uploads.send(folder, files);
    if (sent.length > 0) {
      tell(`Uploaded ${count(sent.length, 'file', 'files')}.`);
    }
    await this.#tree.open(folder).catch(() => {});
    await this.#watch.now();
    if (hadFolders) {
      problems.push('Folders are not uploaded: drop the files in them.');
    }
    if (problems.length > 0) {
      this.#problem.say(problems.join(' '));
    }
  }

  #pressed(event) {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 's') {
      event.preventDefault();
      this.#save();
    }
  }
}

customElements.define('files-view', FilesView);
