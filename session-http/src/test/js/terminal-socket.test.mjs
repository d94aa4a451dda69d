import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeTimers, load } from './console.mjs';

const { TerminalSocket } = await load('terminal/terminal-socket.mjs');

/** The server's end of a connection, and a screen that shows what it is given when it is told to. */
class Table {
  connections = [];
  shown = '';
  notices = [];
  #pending = [];

  constructor() {
    this.socket = new TerminalSocket('ws://host/terminal', this, (url, protocol) => {
      const connection = { url, protocol, sent: [], readyState: 1, close() {}, send: null };
      connection.send = (frame) => connection.sent.push(frame);
      this.connections.push(connection);
      return connection;
    });
  }

  get connection() {
    return this.connections.at(-1);
  }

  /** How the client asked to be attached. */
  get asked() {
    return Object.fromEntries(this.connection.url.searchParams);
  }

  /** Text frames the client sent over this connection. */
  get told() {
    return this.connection.sent.filter((frame) => typeof frame === 'string').map(JSON.parse);
  }

  get typed() {
    const bytes = this.connection.sent.filter((frame) => typeof frame !== 'string');
    return Buffer.concat(bytes).toString();
  }

  say(message) {
    this.connection.onmessage({ data: JSON.stringify(message) });
  }

  attach({ epoch = 1, from = 0, end = 0 } = {}) {
    this.socket.open();
    this.say({ type: 'attached', epoch, base: 0, from, end, cols: 80, rows: 24 });
  }

  print(offset, text) {
    const frame = Buffer.alloc(8 + text.length);
    frame.writeBigUInt64BE(BigInt(offset));
    frame.write(text, 8);
    this.connection.onmessage({
      data: frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.length),
    });
  }

  catchUp(offset) {
    this.say({ type: 'caught-up', offset });
    this.show();
  }

  drop(code = 1006, reason = '') {
    this.connection.onclose({ code, reason });
  }

  write(bytes, done) {
    this.#pending.push(() => {
      this.shown += Buffer.from(bytes);
      done();
    });
  }

  reset() {
    this.#pending.push(() => (this.shown = ''));
  }

  show() {
    this.#pending.splice(0).forEach((act) => act());
  }

  resize() {}

  changed() {}

  notice(text) {
    this.notices.push(text);
  }
}

const type = (table, text) => table.socket.input(new TextEncoder().encode(text));

test('the first connection asks for what is recent, and to acknowledge', () => {
  const table = new Table();

  table.attach();

  assert.equal(table.connection.protocol, 'agent-sessions.terminal.v1');
  assert.deepEqual(table.asked, { ack: 'on' });
});

test('a broken connection is taken up at the next byte, and no byte is shown twice', (t) => {
  const pass = fakeTimers(t);
  const table = new Table();
  table.attach();
  table.print(0, 'hello ');
  table.drop();
  pass(1_300);

  assert.deepEqual(table.asked, { ack: 'on', epoch: '1', from: '6' });
  table.attach({ from: 6 });
  table.print(4, 'o world');
  table.show();

  assert.equal(table.shown, 'hello world');
});

test('another epoch, and a place that is no longer kept, start on an empty screen', (t) => {
  fakeTimers(t);
  for (const answer of [
    { epoch: 2, from: 0 },
    { epoch: 1, from: 900 },
  ]) {
    const table = new Table();
    table.attach();
    table.print(0, 'old');
    table.drop(4001);
    table.attach(answer);
    table.print(answer.from, 'new');
    table.show();

    assert.equal(table.shown, 'new');
    assert.equal(table.socket.next, answer.from + 3);
  }
});

test('what is typed before the replay is shown is held, then typed once and in order', () => {
  const table = new Table();
  type(table, 'a');
  table.attach({ end: 5 });
  table.print(0, 'old $');
  type(table, 'b');
  table.say({ type: 'caught-up', offset: 5 });

  assert.equal(table.typed, '', 'the replay is not shown yet');
  table.show();

  assert.equal(table.socket.state, 'live');
  type(table, 'c');
  assert.equal(table.typed, 'abc');
});

test('what is held is not typed into another process', (t) => {
  fakeTimers(t);
  const table = new Table();
  table.attach();
  table.catchUp(0);
  table.drop();
  type(table, 'rm -r build\r');
  table.socket.open();
  table.attach({ epoch: 2 });
  table.catchUp(0);

  assert.equal(table.typed, '');
  assert.match(table.notices.join(), /Not typed/);
});

test('more than is kept back is refused, visibly', () => {
  const table = new Table();
  table.socket.input(new Uint8Array(64 * 1024));

  type(table, 'x');

  assert.equal(table.socket.held.size, 64 * 1024);
  assert.match(table.notices.join(), /Not typed/);
});

test('what is shown is acknowledged, not what has only come', () => {
  const table = new Table();
  table.attach();
  table.print(0, 'x'.repeat(200_000));

  assert.deepEqual(table.told, []);
  table.show();

  assert.deepEqual(table.told, [{ type: 'ack', offset: 200_000 }]);
});

test('a large paste is typed in frames of at most 64 KiB', () => {
  const table = new Table();
  table.attach();
  table.catchUp(0);

  table.socket.input(new Uint8Array(100_000).fill(65));

  assert.ok(table.connection.sent.every((frame) => frame.length <= 64 * 1024));
  assert.equal(table.typed.length, 100_000);
});

test('a size asked for early is told once the terminal is live, once for each connection', (t) => {
  fakeTimers(t);
  const table = new Table();
  table.socket.resize({ cols: 100, rows: 40 });
  table.attach();
  table.catchUp(0);
  table.say({ type: 'resized', cols: 100, rows: 40 });
  table.socket.resize({ cols: 100, rows: 40 });
  const asked = table.told;
  table.drop();
  table.attach();
  table.catchUp(0);

  assert.deepEqual(asked, [{ type: 'resize', cols: 100, rows: 40 }]);
  assert.deepEqual(table.told, asked);
});

test('a size is told also where it holds already, since another may come to hold', () => {
  const table = new Table();
  table.attach();
  table.catchUp(0);
  table.socket.resize({ cols: 80, rows: 24 });

  assert.deepEqual(table.told, [{ type: 'resize', cols: 80, rows: 24 }]);
});

test('it comes back by itself after a fault, at once after a restart, and not after an end', (t) => {
  const pass = fakeTimers(t);
  const comesBackWithin = (code, ms) => {
    const table = new Table();
    table.attach();
    table.drop(code);
    pass(ms);
    return table.connections.length === 2;
  };

  assert.equal(comesBackWithin(1011, 600), false);
  assert.equal(comesBackWithin(1011, 1_300), true);
  assert.equal(comesBackWithin(4001, 0), true);
  assert.deepEqual(
    [1000, 4004, 4008].map((code) => comesBackWithin(code, 60_000)),
    [false, false, false],
  );
});

test('missing output is told, and what follows is shown', () => {
  const table = new Table();
  table.attach();
  table.say({ type: 'gap', from: 0, to: 50, reason: 'no longer kept' });
  table.print(50, 'rest');
  table.show();

  assert.equal(table.shown, 'rest');
  assert.match(table.notices.join(), /no longer kept/);
});

test('a connection that was left is not listened to', () => {
  const table = new Table();
  table.attach();
  const left = table.connection;
  table.socket.close();
  left.onclose({ code: 1006, reason: '' });

  assert.equal(table.socket.state, 'closed');
});
