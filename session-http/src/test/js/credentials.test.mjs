import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { Credentials, credentialWords, endOf, hasExpired } = await load('model/credentials.mjs');

const DAY = 86_400_000;
const noon = Date.parse('2026-11-20T12:00:00Z');
const at = (ms) => new Date(noon + ms).toISOString();

test('when a token was stored is said, and when it ends if that is known', () => {
  const storedAt = at(-3 * DAY);

  assert.equal(credentialWords({ storedAt }, noon), 'stored 3 d ago');
  assert.equal(credentialWords({ storedAt, expiresAt: at(2 * 3_600_000) }, noon), 'stored 3 d ago, ends in 2 h');
  assert.equal(credentialWords({ storedAt, expiresAt: at(-DAY) }, noon), 'stored 3 d ago, ended 1 d ago');
});

test('a token has expired when its end has come, and never without one', () => {
  assert.equal(hasExpired({ expiresAt: at(0) }, noon), true);
  assert.equal(hasExpired({ expiresAt: at(1) }, noon), false);
  assert.equal(hasExpired({}, noon), false);
});

test('a last day lasts until its end, where the reader is', () => {
  assert.equal(endOf(''), undefined);
  assert.equal(new Date(endOf('2026-12-31')).getDate(), 31);
  assert.equal(new Date(endOf('2026-12-31')).getHours(), 23);
});

test('a server with a port is one name of an address', async () => {
  const calls = [];
  const credentials = new Credentials({ call: (...call) => calls.push(call) });

  await credentials.put('git.e.org:8443', { token: 'x' });
  await credentials.remove('[::1]:1');

  assert.deepEqual(calls, [
    ['PUT', '/git-credentials/git.e.org%3A8443', { token: 'x' }],
    ['DELETE', '/git-credentials/%5B%3A%3A1%5D%3A1'],
  ]);
});
