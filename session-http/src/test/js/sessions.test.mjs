import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { Sessions } = await load('model/sessions.mjs');

/** Answers when the test says so. */
class Reads {
  waiting = [];

  eventsUrl() {
    return 'events';
  }

  session(id) {
    return new Promise((resolve) => this.waiting.push((version) => resolve({ id, version })));
  }

  async answer(version) {
    this.waiting.shift()(version);
    await new Promise(setImmediate);
  }
}

/** What other pages of the browser tell. */
let channel;

function sessionsOf(t, reads) {
  const { BroadcastChannel } = globalThis;
  globalThis.BroadcastChannel = class {
    constructor() {
      channel = this;
    }
  };
  t.after(() => Object.assign(globalThis, { BroadcastChannel }));
  return new Sessions(reads);
}

test('a session asked for while it is being read is read once more, and is new then', async (t) => {
  const reads = new Reads();
  const sessions = sessionsOf(t, reads);
  sessions.reread('ses-a');
  const fresh = [sessions.reread('ses-a'), sessions.reread('ses-a')];

  await reads.answer(1);
  await reads.answer(2);
  await Promise.all(fresh);

  assert.equal(sessions.find('ses-a').version, 2);
  assert.equal(reads.waiting.length, 0);
});

test('one that is gone is forgotten', async (t) => {
  const reads = new Reads();
  const sessions = sessionsOf(t, reads);
  const first = sessions.reread('ses-a');
  await reads.answer(1);
  await first;
  reads.session = () => Promise.reject({ isNotFound: true });

  await sessions.reread('ses-a');

  assert.equal(sessions.find('ses-a'), undefined);
});

test('files that had to stay and work that was parked are told', async (t) => {
  const sessions = sessionsOf(t, new Reads());
  const told = [];
  sessions.addEventListener('kept', ({ detail }) => told.push(detail));
  const kept = { kept: '/data/worktrees/a', message: 'another repository is in it' };
  const parked = { parked: '/srv/engine', message: 'not committed: a, now at refs/b' };

  for (const data of [kept, parked, { type: 'other' }]) {
    channel.onmessage({ data: { id: '7', event: { source: '/projects/p/sessions/ses-a', data } } });
  }
  channel.onmessage({ data: { id: '8', event: { source: '/projects/p/sessions/ses-a' } } });

  assert.deepEqual(told, [kept, parked]);
});
