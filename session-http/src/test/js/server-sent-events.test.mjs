import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './console.mjs';

const { ServerSentEvents } = await load('model/server-sent-events.mjs');

test('events are read however the stream is cut', () => {
  const stream = ': hello\n\nid: 7\ndata: {"a":\ndata: 1}\n\nid: 8\r\ndata: b\r\n\r\n';
  for (let cut = 0; cut <= stream.length; cut++) {
    const events = new ServerSentEvents();
    const read = [...events.feed(stream.slice(0, cut)), ...events.feed(stream.slice(cut))];

    const whole = [
      { id: '7', data: '{"a":\n1}' },
      { id: '8', data: 'b' },
    ];
    assert.deepEqual(read, whole, `cut at ${cut}`);
    assert.equal(events.lastId, '8');
  }
});

test('an id without data is remembered, so that a silent stream can be taken up again', () => {
  const events = new ServerSentEvents();

  assert.deepEqual(events.feed('id: 1042\n\n'), []);

  assert.equal(events.lastId, '1042');
});

test('an event cut off before its end is not remembered as seen', () => {
  const events = new ServerSentEvents();
  events.feed('id: 1\ndata: a\n\n');

  events.feed('id: 2\ndata: b\n');

  assert.equal(events.lastId, '1');
});
