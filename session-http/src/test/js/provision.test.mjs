import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { repositoryRows, restartWords, whatItWaitsFor, whyFixed, whyNotThere, workflowWords } =
  await load('model/provision.mjs');
const { RepoChoice } = await load('model/repo-choice.mjs');
const { FileTree } = await load('model/file-tree.mjs');
const { placeOf, shortPlaceOf, fullPlaceOf } = await load('model/places.mjs');

const engine = { name: 'engine', url: 'https://e.org/engine.git', branch: 'main' };
const wheel = { name: 'wheel', url: 'https://e.org/wheel.git', branch: 'next' };
const review = { gitUrl: 'https://e.org/flows.git', branch: 'main', path: 'review' };
const other = { ...review, path: 'other' };

function agentic({ repos = [engine, wheel], seen = [], workers = [], state = 'ACTIVE', ...more } = {}) {
  return {
    id: 'ses-1',
    kind: 'agentic',
    spec: { repos, interactive: true, ...more.spec },
    status: { state, reconciledRepos: seen, ...more.status },
    workers,
  };
}

test('each repository is as it was seen, and on its way until it was', () => {
  const failed = { ...engine, state: 'Failed', message: 'no\u202e way', at: '2026-01-01T00:00:00Z' };

  const rows = repositoryRows(agentic({ seen: [failed, { ...wheel, branch: 'old', state: 'Ready' }] }));

  assert.deepEqual(
    rows.map(({ name, state, mark, problem }) => [name, state, mark.word, problem]),
    [
      ['engine', 'Failed', 'not cloned', 'no⟨U+202E⟩ way'],
      ['wheel', 'Cloning', 'being cloned', ''],
    ],
  );
});

test('how far a clone is is said while it is made', () => {
  const seen = [{ ...engine, state: 'Cloning', message: 'receiving objects, 40 %' }, { ...wheel, state: 'Ready', message: 'x' }];
  const session = agentic({ seen });

  assert.deepEqual(
    repositoryRows(session).map(({ progress }) => progress),
    ['receiving objects, 40 %', ''],
  );
  assert.match(whyNotThere(session, 'engine'), /being cloned \(receiving objects, 40 %\)\./);
  const flow = agentic({
    spec: { activeWorkflow: review },
    status: { reconciledWorkflow: { ...review, state: 'Cloning', message: 'writing files, 10 %' } },
  });
  assert.match(workflowWords(flow).wanted, /is being cloned \(writing files, 10 %\); then/);
});

test('why nothing is to be seen of a repository is said until it is ready', () => {
  const seen = [{ ...engine, state: 'Failed', message: 'away' }, { ...wheel, state: 'Ready' }];

  assert.match(whyNotThere(agentic({ seen }), 'engine'), /engine failed: away\. It is tried again/);
  assert.match(whyNotThere(agentic(), 'engine'), /being cloned/);
  assert.equal(whyNotThere(agentic({ seen }), 'wheel'), '');
  assert.equal(whyNotThere(agentic({ seen }), 'nobody'), '');
});

test('what a start waits for is said while it waits', () => {
  assert.match(whatItWaitsFor(agentic({ state: 'SPAWNING' })), /engine and wheel/);
  assert.equal(whatItWaitsFor(agentic()), '');
  assert.equal(whatItWaitsFor(agentic({ state: 'SPAWNING', repos: [] })), '');
});

test('agents are restarted, terminals are not, and that is said with their names', () => {
  const agent = (name) => ({ kind: 'agent', name, state: 'RUNNING' });
  const terminal = { kind: 'terminal', name: 'Terminal 1', state: 'RUNNING' };

  assert.match(restartWords(agentic({ workers: [terminal] }), 'Then'), /nothing is restarted/);
  assert.match(restartWords(agentic({ workers: [agent('Claude'), terminal] }), 'Then'), /^Then Claude is restarted/);
  assert.match(
    restartWords(agentic({ workers: [agent('Claude'), agent('Codex')] }), 'Then'),
    /^Then Claude and Codex are restarted/,
  );
});

test('changes wait until it runs, and a single run has none', () => {
  assert.equal(whyFixed(agentic()), '');
  assert.match(whyFixed(agentic({ state: 'STOPPED' })), /while it runs/);
  assert.match(whyFixed(agentic({ spec: { interactive: false } })), /single run/);
});

test('a workflow that is wanted and not there yet leaves the old one', () => {
  const words = (wanted, active, seen) =>
    workflowWords(
      agentic({ spec: { activeWorkflow: wanted }, status: { activeWorkflow: active, reconciledWorkflow: seen } }),
    );

  assert.deepEqual(words(review, review, { ...review, state: 'Ready' }).wanted, '');
  assert.match(words(undefined, undefined).active, /^None/);
  const failing = words(other, review, { ...other, state: 'Failed', message: 'away' });
  assert.match(failing.active, /review of https/);
  assert.match(failing.wanted, /other of .* failed: away/);
  assert.equal(failing.mark.shape, 'failed');
  // What was seen of the one before says nothing of this one.
  assert.match(words(other, review, { ...review, state: 'Failed' }).wanted, /being cloned/);
});

test('a workspace is called by its repositories', () => {
  assert.equal(placeOf(agentic()), 'engine, wheel');
  assert.equal(shortPlaceOf(agentic()), 'engine, wheel');
  assert.match(fullPlaceOf(agentic()), /main of https:\/\/e\.org\/engine\.git, next of/);
  assert.equal(placeOf(agentic({ repos: [] })), '');
});

test('the repository chosen last is remembered for as long as the session has it', () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };

  new RepoChoice(storage).choose(agentic(), 'wheel');

  assert.equal(new RepoChoice(storage).of(agentic()), 'wheel');
  assert.equal(new RepoChoice(storage).of(agentic({ repos: [engine] })), '');
  new RepoChoice(storage).choose(agentic(), '');
  assert.equal(new RepoChoice(storage).of(agentic()), '');
  for (let i = 0; i < 150; i++) {
    new RepoChoice(storage).choose({ id: `ses-${i}` }, 'engine');
  }
  assert.equal(JSON.parse(kept.get('repositories')).length, 100);
  kept.set('repositories', 'no JSON');
  assert.equal(new RepoChoice(storage).of(agentic()), '');
});

test('a tree may begin with a folder', async () => {
  const folders = {
    'repos/engine': ['repos/engine/src'],
    'repos/engine/src': ['repos/engine/src/a'],
  };
  const entry = (path) => ({ path, name: path.split('/').at(-1), isDir: path in folders });
  const tree = new FileTree({ list: async (path) => (folders[path] ?? []).map(entry) }, 'repos/engine');

  assert.equal(await tree.reveal('repos/engine'), true);
  assert.equal(await tree.reveal('repos/engine/src/a'), true);
  await tree.refresh();

  assert.deepEqual(
    tree.rows().map(({ entry: { path }, level }) => [path, level]),
    [
      ['repos/engine/src', 1],
      ['repos/engine/src/a', 2],
    ],
  );
  assert.equal(tree.isEmpty, false);
});
