/** What one does to the files of a session, with the questions asked first. Nothing is said here but questions. */
import { OpenedFile } from '../model/opened-file.mjs';
import { count } from '../model/words.mjs';
import { tell } from '../page/notice.mjs';
import { mayDelete, newPath } from './questions.mjs';
import { Uploads } from './uploads.mjs';

export class FileActs {
  #workspace;
  #drafts;
  #session;

  constructor(session, workspace, drafts) {
    this.#session = session;
    this.#workspace = workspace;
    this.#drafts = drafts;
  }

  /** What kept a file from being saved, or '' if nothing did, or its pane says so already. */
  async save(file) {
    let problem = '';
    try {
      await file.save();
    } catch ({ kind, message }) {
      // Somebody else was faster: the pane says so, beside what is there now.
      problem = ['stale', 'already-exists'].includes(kind) ? '' : `Not saved: ${message}`;
    }
    this.#drafts.note(this.#session, file);
    return problem;
  }

  /** Whether it was deleted. */
  async remove(path) {
    if (!(await mayDelete(path))) {
      return false;
    }
    await this.#workspace.remove(path);
    this.#drafts.forget(this.#session, path);
    return true;
  }

  /** An empty file, read before one can type into it, or null if none was wanted. */
  async make(folder) {
    const path = await newPath(folder);
    if (!path) {
      return null;
    }
    await this.#workspace.write(path, new Uint8Array(), { isNew: true });
    const made = new OpenedFile(this.#workspace, path);
    await made.refresh();
    return made;
  }

  /**
   * What went wrong, as sentences.
   *
   * @param told says how it goes, '' when it is over
   * @param hadFolders whether folders were meant, too
   */
  async upload(folder, files, hadFolders, told) {
    const { sent, problems } = await new Uploads(this.#workspace, told).send(folder, files);
    if (sent.length > 0) {
      tell(`Uploaded ${count(sent.length, 'file', 'files')}.`);
    }
    return hadFolders
      ? [...problems, 'Folders are not uploaded: drop the files in them.']
      : problems;
  }
}
