import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { age, bytes, sentence } = await load('model/words.mjs');
const { exitWords } = await load('terminal/status-words.mjs');
const { backoffMs } = await load('model/backoff.mjs');

test('ages are told in the largest unit that fits', () => {
  const told = [-5, 0, 59_999, 60_000, 3_600_000, 86_400_000 * 2.9].map((ms) => age(0, ms));

  assert.deepEqual(told, ['0 s', '0 s', '59 s', '1 m', '1 h', '2 d']);
});

test('amounts have at most three digits', () => {
  const told = [0, 999, 1_000, 12_400_000, 99_949, 99_950, 999_499, 999_500, 5e15].map(bytes);

  assert.deepEqual(told, [
    '0 B',
    '999 B',
    '1.0 kB',
    '12.4 MB',
    '99.9 kB',
    '100 kB',
    '999 kB',
    '1.0 MB',
    '5000 TB',
  ]);
});

test('a problem is told as sentences', () => {
  assert.equal(sentence('no directory /x'), 'No directory /x.');
  assert.equal(sentence('Sure?'), 'Sure?');
});

test('an exit is told as it is known', () => {
  assert.equal(exitWords({ code: 0, reason: 'unexpected' }), 'ended');
  assert.equal(exitWords({ code: 127, reason: 'unexpected' }), 'ended with exit status 127');
  assert.equal(exitWords({ signal: 9, reason: 'unexpected' }), 'ended by signal 9');
  assert.equal(exitWords({ signal: 15, reason: 'managed' }), 'stopped');
  assert.equal(exitWords({ reason: 'unexpected' }), 'ended, and nobody saw how');
});

test('waits double up to 30 s, each within 30 % of that', () => {
  const whole = [0, 1, 2, 3, 4, 5, 6, 100].map((failures) => backoffMs(failures, () => 0.5));
  const least = backoffMs(3, () => 0);
  const most = backoffMs(100, () => 1);

  assert.deepEqual(
    whole,
    [1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000),
  );
  assert.equal(least, 5_600);
  assert.equal(most, 39_000);
});

test('how a workspace stands to its remote is said in signs, and in words', async () => {
  const { gitWords } = await load('model/git-words.mjs');

  assert.deepEqual(gitWords({ ahead: 2, behind: 0, uncommittedFiles: 1 }), {
    short: '↑2 ±1',
    long: '2 commits to push, 1 file not committed',
  });
  assert.deepEqual(gitWords({ initialized: false }), { short: '', long: '' });
  assert.deepEqual(gitWords(undefined), { short: '', long: '' });
});
