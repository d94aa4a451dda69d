/** The files of one session and what git says of them, as the REST interface has them. Every method rejects with a {@link Problem}. */
import { Problem } from './problem.mjs';
import { pathOf, queryOf } from './rest.mjs';

export class Workspace {
  #rest;
  #repo;

  /** @param repo the repository that git is asked about, or '' */
  constructor(rest, repo = '') {
    this.#rest = rest;
    this.#repo = repo;
  }

  /** What a folder holds, by name; of a file itself; nothing where nothing is. */
  async list(path) {
    return (await this.#rest.call('GET', `/files${queryOf({ path })}`)).items;
  }

  /**
   * The bytes of a file, as `{bytes, tag, isSame, size}`: the size is that of all of it.
   *
   * @param tag of the bytes that are known: where they are the same still, they do not come again
   * @param most how many at most, or null for all; an empty file has no part to ask for
   */
  async read(path, { tag, most }) {
    const headers = {
      ...(most && { Range: `bytes=0-${most - 1}` }),
      ...(tag && { 'If-None-Match': tag }),
    };
    const response = await this.#rest.send('GET', filePath(path), { headers });
    const isSame = response.status === 304;
    const bytes = isSame ? null : new Uint8Array(await response.arrayBuffer());
    const [, size] = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '') ?? [];
    return { bytes, tag: response.headers.get('ETag'), isSame, size: Number(size ?? bytes?.length) };
  }

  /**
   * Replaces a file if it is still what a tag says, or makes one where nothing is; its new tag.
   *
   * @param condition `{tag}`, or `{isNew: true}`, or neither for whatever is there
   */
  async write(path, bytes, condition) {
    const response = await this.#rest.send('PUT', filePath(path), {
      headers: headersFor(condition),
      body: bytes,
    });
    return response.headers.get('ETag');
  }

  /**
   * Sends a file, however large it is.
   *
   * @param told is given the part sent so far, from 0 to 1
   */
  upload(path, file, condition, told) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); // fetch does not tell how far it is
      request.open('PUT', this.#rest.url(filePath(path)));
      Object.entries(headersFor(condition)).forEach(([name, value]) =>
        request.setRequestHeader(name, value),
      );
      request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 0);
      request.onerror = () => reject(Problem.unreachable());
      request.onload = () =>
        request.status < 300
          ? resolve()
          : Problem.of(new Response(request.response, { status: request.status })).then(reject);
      request.send(file);
    });
  }

  remove(path) {
    return this.#rest.call('DELETE', filePath(path));
  }

  /** How the workspace differs from its last commit, and its branch from the remote's. */
  status() {
    return this.#git('status');
  }

  /** The files that differ from a base. */
  diff(base) {
    return this.#git('diff', { base });
  }

  /** What differs in one of them. */
  fileDiff(base, path) {
    return this.#git('diff/file', { base, path });
  }

  branches() {
    return this.#git('branches');
  }

  /**
   * The end of what the repository's set-up and clean-up commands printed last.
   *
   * @return `{text, epoch, end}`: which run of them, 0 for none; how many bytes that printed
   */
  async setupOutput() {
    const response = await this.#rest.send('GET', '/setup/output');
    const [epoch, end] = ['Output-Epoch', 'Output-End'].map((name) =>
      Number(response.headers.get(name)),
    );
    return { text: await response.text(), epoch, end };
  }

  #git(what, query = {}) {
    return this.#rest.call('GET', `/git/${what}${queryOf({ repo: this.#repo, ...query })}`);
  }

  /** Where a browser gets a file from. */
  fileUrl(path) {
    return this.#rest.url(filePath(path));
  }

  /** Where it gets a folder from, as an archive. */
  archiveUrl(path) {
    return this.#rest.url(`/archive${queryOf({ path })}`);
  }
}

function filePath(path) {
  return `/files${pathOf(...path.split('/'))}`;
}

function headersFor({ tag, isNew } = {}) {
  return { ...(tag && { 'If-Match': tag }), ...(isNew && { 'If-None-Match': '*' }) };
}
