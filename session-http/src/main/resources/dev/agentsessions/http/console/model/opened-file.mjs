/**
 * A file as it is looked at: text, an image, or neither. Text keeps what was typed into it until it
 * is saved or given up, whatever happens on the disk meanwhile.
 */
import { bytesOf, textOf } from './text.mjs';

/** Larger text is shown from its beginning, and not edited. */
export const MOST_TEXT = 1_000_000;
const BEGINNING = 256_000;
export const MOST_IMAGE = 10_000_000;
const IMAGE = /\.(png|jpe?g|gif|webp|avif|bmp|ico|svg)$/i;
const IMAGE_TYPES = { jpg: 'jpeg', svg: 'svg+xml', ico: 'x-icon' };

export class OpenedFile {
  #workspace;
  #tag = null;
  #last = Promise.resolve();
  path;
  /** `text`, `image`, `binary`, `large` (an image), `other`, `gone`; null until it was read. */
  kind = null;
  /** As it was read last. */
  text = '';
  /** What was typed and is not saved, or null. */
  draft = null;
  /** What is on the disk since, `{text, tag}`, or `{isGone: true}`; null while that is what was read. */
  conflict = null;
  lineEnd = '\n';
  isWhole = true;
  size = 0;
  image = null;

  constructor(workspace, path) {
    this.#workspace = workspace;
    this.path = path;
  }

  get isEditable() {
    return this.kind === 'text' && this.isWhole && this.lineEnd !== null;
  }

  get isChanged() {
    return this.draft !== null;
  }

  type(text) {
    this.draft = text === this.text && !this.conflict ? null : text;
  }

  /** Looks at the disk again; whether something is different now. */
  refresh() {
    return this.#inTurn(() => this.#look());
  }

  /** Saves what was typed, unless the disk has something else by now. */
  save() {
    return this.#inTurn(() => this.#write());
  }

  /** Gives up what was typed, for what is on the disk. */
  takeTheirs() {
    this.draft = null;
    const { isGone, tag, ...read } = this.conflict;
    this.conflict = null;
    this.#become(isGone ? { kind: 'gone', tag: null } : { tag, ...read });
  }

  /** One after the other: what was read before something was written says nothing after that. */
  #inTurn(act) {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #look() {
    const listed = await this.#workspace.list(this.path);
    const entry = listed.find(({ path }) => path === this.path); // of a folder: what it holds
    if (entry?.type !== 'file') {
      return this.#missing(entry ? 'other' : 'gone');
    }
    const isImage = IMAGE.test(this.path);
    if (isImage && entry.size > MOST_IMAGE) {
      return this.#become({ kind: 'large', size: entry.size, tag: null });
    }
    const most = isImage || entry.size <= MOST_TEXT ? entry.size : BEGINNING;
    const tag = this.conflict ? this.conflict.tag : this.#tag;
    const read = await this.#workspace.read(this.path, { tag, most });
    if (read.isSame) {
      return false;
    }
    if (most === entry.size && read.size !== entry.size) {
      return this.#look(); // it changed since it was listed, and this would be a part of it
    }
    const found = { tag: read.tag, size: entry.size };
    return isImage
      ? this.#become({ ...found, kind: 'image', image: await dataUrl(read.bytes, this.path) })
      : this.#seeText(found, textOf(read.bytes, most === entry.size));
  }

  async #write() {
    const saved = this.draft;
    if (saved === null) {
      return; // saved already
    }
    const condition = this.conflict ? conditionOf(this.conflict) : { tag: this.#tag };
    const bytes = bytesOf({ text: saved, lineEnd: this.lineEnd });
    this.#tag = await this.#workspace.write(this.path, bytes, condition);
    Object.assign(this, { kind: 'text', text: saved, size: bytes.length, conflict: null });
    // What was typed while it was saved is not.
    this.draft = this.draft === saved ? null : this.draft;
  }

  #missing(kind) {
    if (!this.isChanged) {
      return this.#become({ kind, tag: null });
    }
    const isNews = !this.conflict?.isGone;
    this.conflict = { isGone: true };
    return isNews;
  }

  /** What was typed stays; the disk's is known beside it, unless both are the same after all. */
  #seeText(found, read) {
    const seen = { ...found, kind: read ? 'text' : 'binary', ...read };
    const isNews = seen.tag !== this.conflict?.tag;
    if (this.isChanged && seen.text !== this.text && seen.text !== this.draft) {
      this.conflict = seen;
      return isNews;
    }
    this.conflict = null;
    this.draft = seen.text === this.draft ? null : this.draft;
    return this.#become(seen);
  }

  #become({ tag, ...read }) {
    const isNews = this.kind !== read.kind || this.#tag !== tag || this.size !== read.size;
    this.#tag = tag;
    Object.assign(this, read);
    return isNews;
  }
}

/** Nobody saves over what he has not seen. */
function conditionOf({ isGone, tag }) {
  return isGone ? { isNew: true } : { tag };
}

function dataUrl(bytes, path) {
  const suffix = IMAGE.exec(path)[1].toLowerCase();
  const type = `image/${IMAGE_TYPES[suffix] ?? suffix}`;
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([bytes], { type }));
  });
}
