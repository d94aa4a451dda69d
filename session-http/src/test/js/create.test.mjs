import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { quoted, wishOf } = await load('model/wish.mjs');
const { suggestions } = await load('model/suggestions.mjs');

const { wishWords } = await load('model/wish-words.mjs');

const folder = (location) => ({ kind: 'quick', spec: { location } });
const worktree = (repository, branch) => ({ kind: 'worktree', spec: { repository, branch } });

test('one word is a folder, two are a repository and a branch', () => {
  assert.deepEqual(wishOf(' /home/me/project '), folder('/home/me/project'));
  assert.deepEqual(wishOf('/src/app  feature/login'), worktree('/src/app', 'feature/login'));
  assert.deepEqual(wishOf('/src/app '), folder('/src/app'));
  assert.equal(wishOf('  '), null);
});

test('an address is cloned, on a branch if one follows', () => {
  const clone = (...repos) => ({ kind: 'agentic', spec: { repos } });

  assert.deepEqual(wishOf('https://e.org/x.git'), clone({ url: 'https://e.org/x.git' }));
  assert.deepEqual(wishOf('git@e.org:team/x next'), clone({ url: 'git@e.org:team/x', branch: 'next' }));
  assert.deepEqual(wishOf('/src/odd:name'), folder('/src/odd:name'));
});

test('a name with blanks is kept whole as in a shell', () => {
  assert.deepEqual(wishOf('"/my folder"'), folder('/my folder'));
  assert.deepEqual(wishOf("'/my folder' main"), worktree('/my folder', 'main'));
  assert.deepEqual(wishOf('/my\\ folder main'), worktree('/my folder', 'main'));
  assert.deepEqual(wishOf('/my" "folder'), folder('/my folder'));
  assert.deepEqual(wishOf('"/a \\"b\\" \\\\c"'), folder('/a "b" \\c'));
  assert.deepEqual(wishOf('"/being typ'), folder('/being typ'));
  assert.deepEqual(wishOf('/being\\'), folder('/being'));
});

test('more than two words are a problem that says what to do', () => {
  assert.match(wishOf('/my folder main').problem, /quotes/);
});

test('a quoted word is read as it was', () => {
  for (const word of ['/plain', '/my folder', '/it\'s "odd"', '/back\\slash', "/quote'"]) {
    assert.deepEqual(wishOf(quoted(word)), folder(word));
  }
});

test('folders and repositories in use are offered once, the newest first, what is typed not', () => {
  const sessions = [
    { spec: { location: '/src/app' } },
    { spec: { repository: '/src/lib', branch: 'a' } },
    { spec: { repository: '/src/lib', branch: 'b' } },
    { spec: { location: '/my folder' } },
    { spec: { repos: [{ url: 'https://e.org/x' }] } },
    { spec: { repos: [] } },
  ];

  assert.deepEqual(suggestions('', sessions), ['/src/app', '/src/lib ', '"/my folder"', 'https://e.org/x']);
  assert.deepEqual(suggestions('LIB', sessions), ['/src/lib ']);
  assert.deepEqual(suggestions('/src/app', sessions), []);
  assert.deepEqual(suggestions('/src/lib main', sessions), []);
});

test('what is about to be made is said as a sentence', () => {
  const agentic = (...repos) => ({ kind: 'agentic', spec: { repos } });

  assert.match(wishWords(null, 'Terminal'), /^A folder\. Or/);
  assert.match(wishWords(wishOf('a b c'), 'Terminal'), /quotes/);
  assert.equal(wishWords(folder('/x'), 'Terminal'), 'Terminal in /x');
  assert.equal(wishWords(worktree('/x', 'main'), 'Claude'), 'Claude in a worktree of /x on main');
  assert.match(wishWords(agentic(), 'Claude'), /empty to begin with$/);
  assert.match(wishWords(agentic({ url: 'https://e.org/x.git' }, { name: 'y\u202e' }), 'Claude'), /with x and y⟨U\+202E⟩ cloned/);
});
