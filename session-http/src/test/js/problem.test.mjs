import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { Problem } = await load('model/problem.mjs');

function answer(status, body) {
  return new Response(body, { status });
}

test('a problem is what the server says, as sentences', async () => {
  const body = { title: 'Name is taken', detail: 'name is taken: a', suggestion: 'choose another' };

  const problem = await Problem.of(answer(409, JSON.stringify({ ...body, status: 409 })));

  assert.equal(problem.message, 'Name is taken: a. Choose another.');
  assert.equal(problem.status, 409);
});

test('an answer that is not from the server is a problem too', async () => {
  const problem = await Problem.of(answer(502, '<html>Bad Gateway</html>'));

  assert.equal(problem.message, 'The server answered 502.');
  assert.equal(problem.isNotFound, false);
});

test('a field goes by its label', () => {
  const detail = 'spec.location does not exist: /x';
  const problem = new Problem({ status: 422, detail, field: 'spec.location' });

  assert.equal(problem.about('The folder'), 'The folder does not exist: /x.');
  assert.equal(new Problem({ detail: 'no' }).about('The folder'), 'No.');
});
