import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { HeldInput } = await load('terminal/held-input.mjs');

function holding(...texts) {
  const held = new HeldInput();
  texts.forEach((text) => held.add(new TextEncoder().encode(text)));
  return held;
}

test('what is held is shown as it was typed, keys as pictures', () => {
  assert.equal(holding('git ', 'status\r').preview(), 'git status␍');
  assert.equal(holding('\x1b[A\x7fé').preview(), '␛[A␡é');
});

test('only its beginning is shown', () => {
  assert.equal(holding('x'.repeat(40)).preview(), `${'x'.repeat(32)}…`);
  assert.equal(holding('x'.repeat(30), 'yyyy').preview(), `${'x'.repeat(30)}yy…`);
});
