import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { linesOf, pairsOf } = await load('model/unified-diff.mjs');
const { basesFor, usualBase } = await load('model/bases.mjs');

const HEAD = 'diff --git a/a b/a\nindex fec5da9..97b16ac 100644\n--- a/a\n+++ b/a\n';
const told = ({ kind, before, after, text }) => `${kind} ${before ?? ''},${after ?? ''} ${text}`;

test('lines have their numbers, before and after', () => {
  const lines = linesOf(`${HEAD}@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n`);

  assert.deepEqual(lines.map(told), ['same 1,1 one', 'removed 2, two', 'added ,2 2', 'same 3,3 three']);
});

test('what is left out between is said, with where one is', () => {
  const lines = linesOf(`${HEAD}@@ -1 +1 @@\n one\n@@ -40,1 +41,1 @@ class App {\n forty\n`);

  assert.deepEqual(lines.map(told), ['same 1,1 one', 'hunk , class App {', 'same 40,41 forty']);
});

test('lines that look like heads of a patch are lines', () => {
  const lines = linesOf(`${HEAD}@@ -1,2 +1,2 @@\n--- a\n+++ b\n-@@ -1 +1 @@\n`);

  assert.deepEqual(lines.map(told), ['removed 1, -- a', 'added ,1 ++ b', 'removed 2, @@ -1 +1 @@']);
});

test('what git says besides is kept, but for what is usual', () => {
  assert.deepEqual(linesOf('diff --git a/a b/a\nold mode 100644\nnew mode 100755\n').map(told), [
    'note , old mode 100644',
    'note , new mode 100755',
  ]);
  const added = 'new file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n';
  assert.deepEqual(linesOf(added).map(told), ['added ,1 a', 'note , No line end after this.']);
});

test('nothing comes of nothing', () => {
  assert.deepEqual(linesOf(''), []);
});

test('side by side, what took another line’s place stands beside it', () => {
  const lines = linesOf(`${HEAD}@@ -1,4 +1,3 @@\n one\n-two\n-three\n+2\n four\n`);

  const texts = pairsOf(lines).map(({ left, right }) => [left?.text, right?.text]);
  assert.deepEqual(texts, [['one', 'one'], ['two', '2'], ['three', undefined], ['four', 'four']]);
});

test('the part of a line that differs is marked, where the rest is alike', () => {
  const [removed, added] = linesOf(`${HEAD}@@ -1 +1 @@\n-say(old) twice\n+say(newer) twice\n`);

  assert.equal(removed.text.slice(...removed.part), 'old');
  assert.equal(added.text.slice(...added.part), 'newer');
  const [other] = linesOf(`${HEAD}@@ -1 +1 @@\n-one\n+two\n`);
  assert.equal(other.part, undefined);
});

test('repeated ends are not counted twice', () => {
  const [removed, added] = linesOf(`${HEAD}@@ -1 +1 @@\n-aa\n+aaa\n`);

  assert.equal(removed.text.slice(...removed.part), '');
  assert.equal(added.text.slice(...added.part), 'a');
});

test('a worktree is compared with where its branch began, a folder with its last commit', () => {
  assert.equal(usualBase({ kind: 'worktree' }), 'fork-point');
  assert.equal(usualBase({ kind: 'quick' }), 'HEAD');
});

test('bases are what is usual, then the other branches; what is compared with is among them', () => {
  const branches = { current: 'topic', local: ['main', 'topic'], remote: ['origin/main'] };
  const values = (session, current) =>
    basesFor(session, branches, current).flatMap(({ bases }) => bases.map(({ value }) => value));

  assert.deepEqual(values({ kind: 'quick' }, 'HEAD'), [
    'HEAD',
    'merge-base:main',
    'merge-base:origin/main',
    'main',
    'origin/main',
  ]);
  assert.deepEqual(values({ kind: 'worktree' }, 'v1.0').slice(0, 3), ['fork-point', 'HEAD', 'v1.0']);
  assert.deepEqual(basesFor({ kind: 'quick' }, null, 'HEAD').length, 1);
});
