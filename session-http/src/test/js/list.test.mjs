import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, session } from './console.mjs';

const { groupOf } = await load('model/groups.mjs');
const { canBeRestarted, hasEndedWell, sessionMark, workerMark } = await load('model/marks.mjs');
const { Placement } = await load('model/placement.mjs');

function idsByGroup({ groups }) {
  return Object.fromEntries(
    groups.map(({ id, sessions }) => [id, sessions.map((each) => each.id)]),
  );
}

test('a session stands where it matters', () => {
  const groups = [
    { activity: 'asking' },
    { activity: 'active' },
    { activity: 'unknown' },
    { state: 'SPAWNING' },
    { state: 'TERMINATING', desired: 'stopped' },
    { state: 'CREATED', desired: 'running' },
    { state: 'CREATED', desired: 'stopped' },
    { state: 'STOPPED' },
    { state: 'FAILED', activity: 'asking' },
  ].map((how) => groupOf(session('s', how)));

  assert.deepEqual(groups, [
    'needs',
    'working',
    'idle',
    'working',
    'working',
    'working',
    'resting',
    'resting',
    'resting',
  ]);
});

test('every mark is a shape and a word', () => {
  assert.deepEqual(sessionMark(session('s', { state: 'FAILED' })), {
    shape: 'failed',
    word: 'failed',
  });
  assert.deepEqual(sessionMark(session('s', { activity: 'active' })), {
    shape: 'working',
    word: 'working',
  });
  assert.deepEqual(workerMark({ state: 'EXITED', exit: { code: 0 } }), {
    shape: 'resting',
    word: 'ended',
  });
  assert.deepEqual(workerMark({ state: 'EXITED', exit: { code: 2 } }), {
    shape: 'failed',
    word: 'failed',
  });
  const shell = { kind: 'terminal', state: 'EXITED', exit: { code: 127 } };
  assert.deepEqual(workerMark(shell), { shape: 'resting', word: 'ended' });
  assert.equal(workerMark({ state: 'STARTING' }).word, 'starting');
  assert.equal(workerMark({ state: 'STARTING' }, true).word, 'not started');
  assert.deepEqual(workerMark({ state: 'LOST' }), { shape: 'failed', word: 'lost' });
});

test('what does not run can be restarted, and only what ended well is closed unasked', () => {
  const states = ['STARTING', 'RUNNING', 'EXITED', 'LOST', 'STOPPED'];
  const killed = { kind: 'terminal', state: 'EXITED', exit: { signal: 9 } };

  assert.deepEqual(
    states.map((state) => canBeRestarted({ state })),
    [false, false, true, true, true],
  );
  assert.equal(hasEndedWell({ kind: 'terminal', state: 'EXITED', exit: { code: 130 } }), true);
  assert.equal(hasEndedWell({ kind: 'agent', state: 'EXITED', exit: { code: 1 } }), false);
  assert.equal(hasEndedWell(killed), false);
});

test('the newest change stands first in its group', () => {
  const older = session('ses-a', { createdAt: '2026-11-20T10:00:00Z' });
  const newer = session('ses-b', { createdAt: '2026-11-20T11:00:00Z' });
  const restarted = session('ses-c', {
    createdAt: '2026-11-20T09:00:00Z',
    status: { startedAt: '2026-11-20T12:00:00Z' },
  });

  const placed = new Placement().arrange([older, newer, restarted], 0, false);

  assert.deepEqual(idsByGroup(placed).idle, ['ses-c', 'ses-b', 'ses-a']);
});

test('a session changes its group at once, but not again within 2 s', () => {
  const placement = new Placement();
  placement.arrange([session('ses-a')], 0, false);

  const moved = placement.arrange([session('ses-a', { activity: 'active' })], 10, false);
  const tooSoon = placement.arrange([session('ses-a')], 1_000, false);
  const later = placement.arrange([session('ses-a')], 2_010, false);

  assert.deepEqual(idsByGroup(moved).working, ['ses-a']);
  assert.deepEqual(idsByGroup(tooSoon).working, ['ses-a']);
  assert.equal(tooSoon.dueMs, 1_010);
  assert.deepEqual(idsByGroup(later).idle, ['ses-a']);
});

test('nothing moves under the pointer', () => {
  const placement = new Placement();
  placement.arrange([session('ses-a')], 0, false);

  const held = placement.arrange([session('ses-a', { activity: 'asking' })], 9_000, true);
  const released = placement.arrange([session('ses-a', { activity: 'asking' })], 9_001, false);

  assert.deepEqual(idsByGroup(held).idle, ['ses-a']);
  assert.deepEqual(idsByGroup(released).needs, ['ses-a']);
});
