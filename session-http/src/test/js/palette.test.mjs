import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, session } from './console.mjs';

const { matching } = await load('model/matching.mjs');
const { fullPlaceOf, placeOf, shortPlaceOf } = await load('model/places.mjs');

const quick = { ...session('ses-a'), displayName: 'API refactor', slug: 'api-refactor' };
quick.spec = { location: '/src/api' };
const worktree = { ...session('ses-b'), displayName: 'Docs', slug: 'docs' };
worktree.spec = { repository: '/src/site', branch: 'fix/typos' };
const commands = [{ title: 'New session…', keys: 'Ctrl+Shift+N' }, { title: 'Keys' }];

const titles = (text, actions = {}) =>
  matching(text, [quick, worktree], commands, actions).map(({ title }) => title);

test('nothing typed offers everything, sessions first', () => {
  assert.deepEqual(titles(''), ['API refactor', 'Docs', 'New session…', 'Keys']);
});

test('every word has to be found, in the name or in the place, in any order and case', () => {
  assert.deepEqual(titles('REF api'), ['API refactor']);
  assert.deepEqual(titles('typos'), ['Docs']);
  assert.deepEqual(titles('new'), ['New session…']);
  assert.deepEqual(titles('api docs'), []);
});

test('a path offers a session there, however it is quoted', () => {
  const created = [];
  const [offer] = matching('/src/new main', [], [], { create: (line) => created.push(line) });
  offer.act();

  assert.equal(offer.title, 'New session in /src/new main');
  assert.deepEqual(created, ['/src/new main']);
  assert.deepEqual(titles('"/my folder"'), ['New session in "/my folder"']);
});

test('a place is the branch or the folder, its end where there is little room', () => {
  const deep = { spec: { location: '/home/me/src/app' }, status: {} };

  assert.deepEqual([quick, worktree, deep].map(placeOf), [
    '/src/api',
    'fix/typos',
    deep.spec.location,
  ]);
  assert.deepEqual([quick, worktree, deep].map(shortPlaceOf), [
    '/src/api',
    'fix/typos',
    '…/src/app',
  ]);
});

test('all of a place is also the repository and the directory', () => {
  const made = { ...worktree, status: { directory: '/data/docs' } };

  assert.equal(fullPlaceOf(worktree), 'fix/typos of /src/site');
  assert.equal(fullPlaceOf(made), 'fix/typos of /src/site, in /data/docs');
  assert.equal(fullPlaceOf(quick), '/src/api');
});
