/**
 * `<files-view>`: the files of a session: a tree, and what is chosen in it. What was typed and is not
 * saved stays for as long as the page does, wherever one goes meanwhile.
 */
import { FileTree, nameOf, parentOf } from '../model/file-tree.mjs';
import { OpenedFile } from '../model/opened-file.mjs';
import { count, visible } from '../model/words.mjs';
import { askedFor, confirmed } from '../page/dialogs.mjs';
import { h, say, set } from '../page/dom.mjs';
import { tell } from '../page/notice.mjs';
import { go } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { takeDrops } from './drops.mjs';
import { FilePane } from './file-pane.mjs';
import { FolderBar } from './folder-bar.mjs';
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
  #drafts = new Map();
  #watch = new Watch(() => this.#refresh());
  #treeView;
  #pane;
  #bar;
  #problem = h('p', { class: 'problem', role: 'alert' });
  #empty = h('p', { class: 'empty' });
  #aside = h('p', { class: 'empty hint' });
  #progress = h('p', { class: 'status', role: 'status' });

  constructor(api) {
    super();
    this.#api = api;
    this.#treeView = new TreeView({
      go: (path) => {
        this.#revealed = path; // it is, or one could not choose it
        go(this.#addressOf(path));
      },
      remove: (entry) => !entry.isDir && this.#remove(entry.path),
      isUnsaved: (path) => this.#drafts.has(this.#keyOf(path)),
      failed: (problem) => this.#fail(problem),
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
        this.#problem,
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
    addEventListener('beforeunload', (event) => this.#drafts.size > 0 && event.preventDefault());
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
      this.#fail(null);
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
    const known = this.#made?.path === path ? this.#made : this.#drafts.get(this.#keyOf(path));
    return known ?? new OpenedFile(this.#workspace, path);
  }

  async #refresh() {
    const [tree, file] = [this.#tree, this.#file];
    const wasLoaded = tree.isLoaded;
    try {
      await this.#reveal();
      await tree.refresh();
      await (file && !this.#isFolder() && file.refresh());
      this.#fail(null);
    } catch (problem) {
      this.#fail(problem);
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
    set(this, 'aria-busy', !isLoaded && this.#problem.textContent === '' && 'true');
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

  #keyOf(path) {
    return `${this.#session.id} ${path}`;
  }

  #noteDraft() {
    const key = this.#keyOf(this.#file.path);
    if (this.#file.isChanged) {
      this.#drafts.set(key, this.#file);
    } else {
      this.#drafts.delete(key);
    }
    this.#treeView.show(this.#tree, this.#path);
  }

  async #save() {
    const file = this.#file;
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
    this.#noteDraft();
    this.#pane.focus();
    await this.#watch.now();
  }

  async #takeTheirs() {
    const isSure = await confirmed({
      title: 'Take what is on the disk?',
      does: 'What you typed and did not save is given up.',
      keeps: 'The file stays as it is.',
      action: 'Take the other',
      isFinal: true,
    });
    if (isSure) {
      this.#file.takeTheirs();
      this.#noteDraft();
      this.#draw();
    }
  }

  async #remove(path) {
    const isSure = await confirmed({
      title: `Delete ${visible(nameOf(path))}?`,
      does: `Removes ${visible(path)} from the workspace.`,
      keeps: 'What git has of it stays in git; what was never committed is gone.',
      action: 'Delete',
      isFinal: true,
    });
    if (!isSure) {
      return;
    }
    try {
      await this.#workspace.remove(path);
      this.#drafts.delete(this.#keyOf(path));
      if (path === this.#path) {
        this.#file = null;
        go(this.#addressOf(parentOf(path)));
      }
    } catch (problem) {
      this.#fail(problem);
      return;
    }
    await this.#watch.now();
    this.focus();
  }

  async #make() {
    const folder = this.#here();
    const path = await askedFor({
      title: 'New file',
      label: 'Path',
      value: folder && `${folder}/`,
      action: 'Create',
      isPath: true,
    });
    if (!path) {
      return;
    }
    try {
      await this.#workspace.write(path, new Uint8Array(), { isNew: true });
      this.#made = new OpenedFile(this.#workspace, path);
      await this.#made.refresh(); // before one can type into it
      go(this.#addressOf(path));
    } catch (problem) {
      this.#fail(problem);
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
      say(this.#problem, problems.join(' '));
    }
  }

  #pressed(event) {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 's') {
      event.preventDefault();
      this.#save();
    }
  }

  #fail(problem) {
    say(this.#problem, problem?.message ?? '');
  }
}

customElements.define('files-view', FilesView);
