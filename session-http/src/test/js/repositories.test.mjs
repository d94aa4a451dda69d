import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { linesFrom, settingsFrom } = await load('model/repository-settings.mjs');
const { Repositories } = await load('model/repositories.mjs');
const { plainOutput } = await load('model/plain-output.mjs');

const { cloneProgress, cloneState, cloneWords } = await load('model/clone.mjs');

const FULL = {
  id: 'rep-1',
  name: 'api',
  path: '/src/api',
  environment: { COLOUR: 'blue', URL: 'a=b' },
  templateFiles: ['.env', 'certs/dev.pem'],
  setupCommand: 'npm ci',
  cleanupCommand: 'docker compose down',
  agent: 'claude',
  protectedBranches: ['main'],
};

test('settings come back from their form as they were', () => {
  const { id, ...settings } = FULL;

  assert.deepEqual(settingsFrom(FULL.path, { ...linesFrom(FULL), hasOwnBranches: true }), settings);
});

test('what is left empty is left out, and so are branches that are the project’s', () => {
  const { id, name, path, environment, templateFiles, ...rest } = FULL;
  const lines = linesFrom({ name, environment: {}, templateFiles: [] });

  const sent = settingsFrom(path, { ...lines, hasOwnBranches: false });

  assert.deepEqual(sent, { path, name, environment: {}, templateFiles: [] });
  assert.deepEqual(settingsFrom(path, { ...lines, hasOwnBranches: true }).protectedBranches, []);
});

test('a line of the environment that is none is said with its field', () => {
  const lines = { ...linesFrom(FULL), environment: 'COLOUR' };

  assert.throws(() => settingsFrom(FULL.path, lines), { field: 'environment', message: /COLOUR/ });
});

test('a repository is found by id, by path, and by a name that it alone has', async () => {
  const all = [FULL, { ...FULL, id: 'rep-2', path: '/other/api' }, { ...FULL, id: 'rep-3', name: 'web', path: '/web' }];
  const repositories = new Repositories({ repositories: async () => all });
  let changes = 0;
  repositories.addEventListener('change', () => changes++);
  await repositories.read();
  await repositories.read();

  assert.equal(changes, 1);
  assert.equal(repositories.find('rep-2'), all[1]);
  assert.equal(repositories.find('/src/api'), all[0]);
  assert.equal(repositories.find('web'), all[2]);
  assert.equal(repositories.find('api'), undefined);
  assert.equal(repositories.find(undefined), undefined);
});

test('output is read without its colours, and lines as they were last drawn', () => {
  assert.equal(plainOutput('\x1b[32mok\x1b[0m\r\n10 %\r100 %\r\ndone\n'), 'ok\n100 %\ndone\n');
  assert.equal(plainOutput('\x1b]0;title\x07a\x1b[2Kb\x07'), 'ab');
  assert.equal(plainOutput('<b>\tbold</b>'), '<b>\tbold</b>');
});

test('worktrees and sessions are one list: its own, those in use, those of nobody', async () => {
  const { worktreeRows } = await load('model/worktrees.mjs');
  const session = (id, createdAt, directory) => ({
    id,
    createdAt,
    spec: { branch: id },
    status: { directory },
  });
  const sessions = [session('old', '2026-01-01T00:00:00Z', '/w/old'), session('new', '2026-01-02T00:00:00Z')];
  const worktrees = [
    { directory: '/w/nobody', branch: 'x', main: false, missing: true },
    { directory: '/src', branch: 'main', main: true, missing: false },
    { directory: '/w/old', main: false, missing: false, session: 'old' },
  ];

  const rows = worktreeRows(worktrees, sessions);

  assert.deepEqual(
    rows.map(({ session: of, branch, note }) => [of?.id, branch, note]),
    [
      [undefined, 'main', 'the repository itself'],
      ['new', 'new', ''],
      ['old', 'no branch', 'no session'],
      [undefined, 'x', 'its folder is gone'],
    ],
  );
});

test('how far a clone is is said in words, and nothing of one that is there', () => {
  const cloning = { state: 'cloning', message: 'receiving objects, 42 %' };

  assert.equal(cloneState(cloning), 'It is being cloned.');
  assert.equal(cloneProgress(cloning), 'Receiving objects, 42 %.');
  assert.equal(cloneWords(cloning), 'It is being cloned. Receiving objects, 42 %.');
  assert.equal(cloneWords({ state: 'cloning' }), 'It is being cloned.');
  assert.equal(cloneWords({ state: 'failed', message: 'a\u202eway' }), 'It could not be cloned: a⟨U+202E⟩way');
  for (const there of [undefined, { state: 'ready' }, { state: 'ready', message: 'not removed' }]) {
    assert.equal(cloneWords(there), '');
  }
});
