import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { FileTree } = await load('model/file-tree.mjs');
const { OpenedFile, MOST_TEXT } = await load('model/opened-file.mjs');
const { bytesOf, textOf } = await load('model/text.mjs');
const { visible } = await load('model/words.mjs');

const bytes = (text) => new TextEncoder().encode(text);

/** Files by path, as a server has them; a tag is the content. */
class FakeWorkspace {
  calls = [];

  constructor(files) {
    this.files = files;
  }

  async list(path) {
    this.calls.push(path);
    const inside = path ? `${path}/` : '';
    const below = Object.keys(this.files).filter((each) => each.startsWith(inside));
    const names = new Set(below.map((each) => each.slice(inside.length).split('/')[0]));
    if (path in this.files) {
      return [this.#entry(path)];
    }
    return [...names].map((name) => this.#entry(inside + name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(path, { tag, most }) {
    const now = this.files[path];
    const isSame = tag === now;
    const size = bytes(now).length;
    return { bytes: isSame ? null : bytes(now).slice(0, most), tag: now, isSame, size };
  }

  async write(path, content, { tag, isNew }) {
    const now = this.files[path];
    if (isNew ? now !== undefined : now !== tag) {
      throw Object.assign(new Error('refused'), { kind: 'stale' });
    }
    this.files[path] = new TextDecoder().decode(content);
    return this.files[path];
  }

  #entry(path) {
    const isDir = !(path in this.files);
    const size = isDir ? 0 : bytes(this.files[path]).length;
    return { path, name: path.split('/').at(-1), isDir, type: isDir ? 'directory' : 'file', size };
  }
}

function paths(tree) {
  return tree.rows().map(({ entry, more, level }) => `${level} ${entry?.path ?? `+${more}`}`);
}

async function opened(content, path = 'a.txt') {
  const workspace = new FakeWorkspace({ [path]: content });
  const file = new OpenedFile(workspace, path);
  await file.refresh();
  return { file, workspace };
}

test('a file that grows between its listing and its reading is read whole', async () => {
  const { file, workspace } = await opened('mine');
  const read = workspace.read.bind(workspace);
  workspace.read = async (...asked) => {
    workspace.files['a.txt'] = 'theirs, and longer';
    return read(...asked);
  };

  await file.refresh();

  assert.equal(file.text, 'theirs, and longer');
  assert.equal(file.size, 18);
  assert.ok(file.isWhole);
});

test('a tree reads a folder when it is opened, folders first, numbers as numbers', async () => {
  const workspace = new FakeWorkspace({ 'b/x': '', 'a10': '', 'a9': '', 'b/c/y': '' });
  const tree = new FileTree(workspace);

  await tree.open('');
  assert.deepEqual(paths(tree), ['1 b', '1 a9', '1 a10']);
  assert.deepEqual(workspace.calls, ['']);

  await tree.open('b');
  assert.deepEqual(paths(tree), ['1 b', '2 b/c', '2 b/x', '1 a9', '1 a10']);
  tree.close('b');
  assert.deepEqual(paths(tree), ['1 b', '1 a9', '1 a10']);
});

test('what leads to a place is opened, and what is not there is said', async () => {
  const tree = new FileTree(new FakeWorkspace({ 'a/b/c.txt': '' }));

  assert.equal(await tree.reveal('a/b/c.txt'), true);
  assert.deepEqual(paths(tree), ['1 a', '2 a/b', '3 a/b/c.txt']);
  assert.equal(await tree.reveal('a/nothing'), false);
});

test('a refresh reads what is on show, and a folder that is gone holds nothing', async () => {
  const workspace = new FakeWorkspace({ 'a/b/c': '', d: '' });
  const tree = new FileTree(workspace);
  await tree.reveal('a/b/c');
  workspace.files = { d: '', e: '' };
  workspace.calls = [];

  await tree.refresh();

  assert.deepEqual(workspace.calls, ['', 'a', 'a/b']);
  assert.deepEqual(paths(tree), ['1 d', '1 e']);
});

test('of a folder with very much a part is shown, and more when it is asked for', async () => {
  const many = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`f${index}`, '']));
  const tree = new FileTree(new FakeWorkspace(many));
  await tree.open('');

  assert.equal(tree.rows().length, 501);
  assert.equal(tree.rows().at(-1).more, 700);
  tree.more('');
  assert.equal(tree.rows().at(-1).more, 200);
});

test('text comes back as it was', () => {
  for (const text of ['', 'one\ntwo\n', 'one\r\ntwo\r\n', '\ufeffmarked', 'é 你好']) {
    assert.deepEqual(bytesOf(textOf(bytes(text))), bytes(text));
  }
});

test('what an edit would change besides is not to be edited', () => {
  assert.equal(textOf(bytes('a\r\nb\n')).lineEnd, null);
  assert.equal(textOf(bytes('a\rb')).lineEnd, null);
  assert.equal(textOf(new Uint8Array([0x61, 0xff])), null);
  assert.equal(textOf(new Uint8Array([0x61, 0])), null);
});

test('a character that is cut off at the end of a part is left out', () => {
  assert.equal(textOf(bytes('aé').slice(0, 2), false).text, 'a');
});

test('what is typed is saved, and nothing else moves', async () => {
  const { file, workspace } = await opened('one\r\ntwo\r\n');
  assert.equal(file.text, 'one\ntwo\n');

  file.type('one\n2\n');
  await file.save();

  assert.equal(workspace.files['a.txt'], 'one\r\n2\r\n');
  assert.equal(file.isChanged, false);
  assert.equal(await file.refresh(), false);
});

test('typing it back as it was leaves nothing to save', async () => {
  const { file } = await opened('one');
  file.type('two');
  file.type('one');

  assert.equal(file.isChanged, false);
});

test('what changed on the disk meanwhile is neither lost nor overwritten unseen', async () => {
  const { file, workspace } = await opened('one');
  file.type('mine');
  workspace.files['a.txt'] = 'theirs';

  await assert.rejects(file.save());
  assert.equal(await file.refresh(), true);
  assert.deepEqual([file.draft, file.conflict.text], ['mine', 'theirs']);

  workspace.files['a.txt'] = 'theirs again';
  await assert.rejects(file.save());
  await file.refresh();
  await file.save();
  assert.equal(workspace.files['a.txt'], 'mine');
  assert.equal(file.conflict, null);
});

test('what is on the disk can be taken instead', async () => {
  const { file, workspace } = await opened('one');
  file.type('mine');
  workspace.files['a.txt'] = 'theirs';
  await file.refresh();

  file.takeTheirs();

  assert.deepEqual([file.text, file.draft, file.conflict], ['theirs', null, null]);
});

test('a file that is deleted while one types is made anew by saving', async () => {
  const { file, workspace } = await opened('one');
  file.type('mine');
  workspace.files = {};
  await file.refresh();
  assert.equal(file.conflict.isGone, true);

  await file.save();

  assert.equal(workspace.files['a.txt'], 'mine');
});

test('the same change on both sides is no conflict', async () => {
  const { file, workspace } = await opened('one');
  file.type('two');
  workspace.files['a.txt'] = 'two';

  await file.refresh();

  assert.deepEqual([file.isChanged, file.conflict], [false, null]);
});

test('an unchanged text follows the disk', async () => {
  const { file, workspace } = await opened('one');
  workspace.files['a.txt'] = 'two';

  assert.equal(await file.refresh(), true);
  assert.equal(file.text, 'two');
  workspace.files = {};
  await file.refresh();
  assert.equal(file.kind, 'gone');
});

test('what is large is shown from its beginning and not edited', async () => {
  const { file } = await opened('x'.repeat(MOST_TEXT + 1));

  assert.equal(file.isWhole, false);
  assert.equal(file.isEditable, false);
  assert.equal(file.text.length, 256_000);
});

test('bytes that are no text are neither shown nor edited', async () => {
  const { file } = await opened('a\0b');

  assert.deepEqual([file.kind, file.isEditable], ['binary', false]);
});

test('a name shows what is hidden in it', () => {
  assert.equal(visible('cod\u202eexe.txt'), 'cod⟨U+202E⟩exe.txt');
  assert.equal(visible('a\nb'), 'a⟨U+000A⟩b');
  assert.equal(visible('Grüße 你好 👩‍💻.md'), 'Grüße 你好 👩‍💻.md');
});
