/**
 * `<files-view>`: the files of a session: a tree, and what is chosen in it. What was typed and is not
 * saved stays for as long as the page does, wherever one goes meanwhile.
 */
import { FileTree, nameOf, parentOf } from '../model/file-tree.mjs';
import { OpenedFile } from '../model/opened-file.mjs';
import { folderOf } from '../model/provision.mjs';
import { count, visible } from '../model/words.mjs';
import { h, say, set } from '../page/dom.mjs';
import { go } from '../page/router.mjs';
import { Watch } from '../page/watch.mjs';
import { Drafts } from './drafts.mjs';
import { takeDrops } from './drops.mjs';
import { FileActs } from './file-acts.mjs';
import { FilePane } from './file-pane.mjs';
import { FilesSide } from './files-side.mjs';
import { mayTakeTheirs } from './questions.mjs';

export class FilesView extends HTMLElement {
  #api;
  #choice;
  #session = null;
  #addressOf = null;
  #workspace = null;
  #tree = null;
  #acts = null;
  #path = '';
  #revealed = null;
  #file = null;
  #made = null;
  #drafts;
  #watch = new Watch(() => this.#refresh());
  #side;
  #pane;
  #aside = h('p', { class: 'empty hint' });

  /** @param choice which repository of several is looked at */
  constructor({ api, sessions, choice }) {
    super();
    this.#choice = choice;
    this.#api = api;
    this.#drafts = new Drafts(sessions);
    this.#side = new FilesSide({
      choose: (repo) => {
        this.#choice.choose(this.#session, repo);
        go(this.#addressOf(folderOf(repo)));
      },
      make: () => this.#make(),
      upload: (files) => this.#upload(this.#here(), files),
      tree: {
        go: (path) => {
          this.#revealed = path; // it is, or one could not choose it
          go(this.#addressOf(path));
        },
        remove: (entry) => !entry.isDir && this.#remove(entry.path),
        isUnsaved: (path) => this.#drafts.find(this.#session, path) !== undefined,
      },
    });
    this.#pane = new FilePane({
      save: () => this.#save(),
      remove: () => this.#remove(this.#path),
      takeTheirs: () => this.#takeTheirs(),
      changed: () => this.#noteDraft(),
    });
    this.append(this.#side, this.#pane, this.#aside);
    takeDrops(this, {
      folderAt: (place) => this.#side.folderAt(place) ?? this.#here(),
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
    const root = this.#rootFor(session, path);
    if (session.id !== this.#session?.id) {
      this.#workspace = this.#api.workspace(session.id);
      this.#acts = new FileActs(session, this.#workspace, this.#drafts);
      this.#tree = null;
    }
    const isOther = this.hidden || path !== this.#path || this.#tree?.root !== root;
    if (this.#tree?.root !== root) {
      this.#tree = new FileTree(this.#workspace, root);
      this.#revealed = null;
    }
    this.#session = session;
    this.#side.showRepo(session, this.#choice.of(session));
    this.hidden = false;
    if (isOther) {
      this.#path = path;
      this.#file = path ? this.#opened(path) : null;
      this.#side.problem.say('');
      this.#pane.fail('');
      this.#draw();
      if (this.#file && this.#file === this.#made) {
        this.#pane.focus();
      }
      this.#made = null;
      this.#watch.start();
    }
  }

  /** The folder of the repository that is looked at, unless one looks elsewhere. */
  #rootFor(session, path) {
    const root = folderOf(this.#choice.of(session));
    return path === '' || `${path}/`.startsWith(`${root}/`) ? root : '';
  }

  hide() {
    this.hidden = true;
    this.#watch.stop();
  }

  focus() {
    this.#side.focus();
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
      this.#side.problem.readingWorked();
    } catch (problem) {
      this.#side.problem.readingFailed(problem);
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
    this.#drawSide();
    set(this, 'aria-busy', !this.#tree.isLoaded && this.#side.problem.isEmpty && 'true');
    this.#pane.hidden = isFolder;
    this.#aside.hidden = !isFolder;
    if (isFolder) {
      say(this.#aside, this.#folderWords(folder));
    } else {
      const url = this.#workspace.fileUrl(this.#path);
      this.#pane.show(this.#file, { back: this.#addressOf(''), url });
    }
  }

  #drawSide() {
    const folder = this.#here();
    const archiveUrl = this.#workspace.archiveUrl(folder);
    this.#side.show(this.#tree, this.#path, { folder, archiveUrl });
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
    return this.#path === '' || this.#path === this.#tree.root || Boolean(this.#tree.find(this.#path)?.isDir);
  }

  /** The folder that one is in. */
  #here() {
    return this.#isFolder() ? this.#path || this.#tree.root : parentOf(this.#path);
  }

  #noteDraft() {
    this.#drafts.note(this.#session, this.#file);
    this.#drawSide();
  }

  async #save() {
    const file = this.#file;
    if (file?.isChanged && file.isEditable) {
      this.#pane.fail(await this.#acts.save(file));
      this.#pane.focus();
      await this.#watch.now();
    }
  }

  async #takeTheirs() {
    if (await mayTakeTheirs()) {
      this.#file.takeTheirs();
      this.#noteDraft();
      this.#draw();
    }
  }

  async #remove(path) {
    const isGone = await this.#try(() => this.#acts.remove(path));
    if (isGone && path === this.#path) {
      go(this.#addressOf(parentOf(path)));
    }
    if (isGone) {
      await this.#watch.now();
      this.focus();
    }
  }

  async #make() {
    const made = await this.#try(() => this.#acts.make(this.#here()));
    if (made) {
      this.#made = made;
      go(this.#addressOf(made.path));
    }
  }

  async #upload(folder, files, hadFolders = false) {
    const told = (words) => this.#side.progress(words);
    const problems = await this.#acts.upload(folder, files, hadFolders, told);
    await this.#tree.open(folder).catch(() => {});
    await this.#watch.now();
    if (problems.length > 0) {
      this.#side.problem.say(problems.join(' '));
    }
  }

  /** What became of it, or undefined when the server refused, which is then said. */
  async #try(act) {
    try {
      return await act();
    } catch (problem) {
      this.#side.problem.say(problem.message);
      return undefined;
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
