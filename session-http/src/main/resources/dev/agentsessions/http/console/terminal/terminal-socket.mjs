/**
 * One worker's terminal over a WebSocket that comes back by itself. It remembers the place of the
 * next byte, so that no byte is shown twice and none is left out; it holds back what is typed until
 * the replay is over, so that nothing is answered or typed into the past.
 *
 * States: `closed`, `connecting`, `replaying`, `live`, `offline` (tried again at `retryAt`),
 * `ended` (the process is over and all is shown), `gone`, `refused`.
 */
import { backoffMs } from '../model/backoff.mjs';
import { sentence } from '../model/words.mjs';
import { HeldInput } from './held-input.mjs';
import { SUBPROTOCOL, inputFrames, readOutput } from './frames.mjs';

/** The server waits at 1 MiB without an acknowledgement. */
const ACK_EVERY = 128 * 1024;
const FINAL = { 1000: 'ended', 4004: 'gone', 4008: 'refused' };
const WORKER_RESTARTED = 4001;
const IS_OPEN = 1;

export class TerminalSocket {
  state = 'closed';
  /** Why it is in that state, if the server said so. */
  reason = '';
  epoch = null;
  /** Offset of the next byte to show. */
  next = 0;
  /** Where the log ended when the server last said so. */
  end = 0;
  /** Rows and columns of the worker's terminal, and its exit, as the server last said. */
  size = null;
  exit = null;
  offlineSince = null;
  retryAt = null;
  held = new HeldInput();

  #url;
  #screen;
  #open;
  #socket = null;
  #failures = 0;
  #retry = null;
  #caughtUp = null;
  #screenful = 0;
  #written = 0;
  #acked = 0;
  #wanted = null;
  #asked = null;

  /**
   * @param screen shows it: `write(bytes, done)`, in order; `reset()`, in order with the writes;
   *     `resize({cols, rows})`; `changed()`: the state is another; `notice(text)`: for the user
   * @param open makes a WebSocket of a URL and a subprotocol
   */
  constructor(url, screen, open = (url, protocol) => new WebSocket(url, protocol)) {
    this.#url = url;
    this.#screen = screen;
    this.#open = open;
  }

  get isConnected() {
    return this.#socket !== null;
  }

  /** Connects, or tries again now. */
  open() {
    if (this.isConnected) {
      return;
    }
    clearTimeout(this.#retry);
    this.retryAt = null;
    this.#connect();
    this.#become('connecting');
  }

  /** Leaves; the worker goes on. {@link #open} comes back to the same place. */
  close() {
    clearTimeout(this.#retry);
    this.#socket?.close(1000);
    this.#socket = null;
    this.#become('closed');
  }

  /** Types, now or once the terminal can take it. */
  input(bytes) {
    if (this.state === 'live') {
      this.#type(bytes);
    } else if (Object.values(FINAL).includes(this.state)) {
      this.#screen.notice('Nothing runs here to type into.');
    } else if (!this.held.add(bytes)) {
      this.#screen.notice('Not typed: too much is waiting already.');
    }
    this.#screen.changed();
  }

  dropHeld() {
    this.held.takeAll();
    this.#screen.changed();
  }

  /**
   * Asks for a size, now and after each reconnect. The server says which one holds, and remembers
   * what each client asked for last: it holds as soon as that client types.
   */
  resize(size) {
    this.#wanted = size;
    if (this.state === 'live' && !isSame(size, this.#asked)) {
      this.#asked = size;
      this.#tell({ type: 'resize', ...size });
    }
  }

  #connect() {
    const url = new URL(this.#url);
    url.searchParams.set('ack', 'on');
    if (this.epoch !== null) {
      url.searchParams.set('epoch', this.epoch);
      url.searchParams.set('from', this.next);
    }
    const socket = this.#open(url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    // A socket that was left may still speak; it is no longer listened to.
    const ifCurrent = (act) => (event) => socket === this.#socket && act(event);
    socket.onmessage = ifCurrent(({ data }) => this.#received(data));
    socket.onclose = ifCurrent(({ code, reason }) => this.#closed(code, reason));
    this.#socket = socket;
    this.#caughtUp = null;
    this.#asked = null;
  }

  #received(data) {
    if (typeof data === 'string') {
      this.#told(JSON.parse(data));
    } else {
      this.#printed(readOutput(data));
    }
  }

  #told(message) {
    switch (message.type) {
      case 'attached':
        return this.#attached(message);
      case 'caught-up':
        this.#caughtUp = message.offset;
        return this.#goLiveOnceShown();
      case 'resized':
        return this.#resized(message);
      case 'exit':
        this.exit = message;
        return this.#screen.changed();
      case 'gap':
        return this.#skip(message.to, message.reason);
      case 'notice':
      case 'error':
        return this.#screen.notice(sentence(message.message));
      default:
        return undefined; // told by a newer server
    }
  }

  #attached({ epoch, from, end, cols, rows }) {
    if (epoch !== this.epoch || from !== this.next) {
      this.#startOver(epoch, from);
    }
    this.#acked = from;
    this.#failures = 0;
    Object.assign(this, { end, offlineSince: null });
    this.#resized({ cols, rows });
    this.#become('replaying');
  }

  #startOver(epoch, from) {
    if (this.epoch !== null) {
      this.#screen.reset();
      if (epoch !== this.epoch) {
        this.#screen.notice('The process was restarted.');
        this.#refuseHeld('the process was restarted meanwhile');
      }
    }
    Object.assign(this, { epoch, next: from, exit: null });
    this.#screenful++;
    this.#written = from;
  }

  #printed({ offset, bytes }) {
    if (offset > this.next) {
      this.#skip(offset, 'the connection left it out');
    }
    const fresh = bytes.subarray(this.next - offset);
    this.next += fresh.length;
    this.end = Math.max(this.end, this.next);
    const [screenful, next] = [this.#screenful, this.next];
    this.#screen.write(fresh, () => screenful === this.#screenful && this.#shown(next));
    this.#screen.changed();
  }

  #skip(to, reason) {
    this.next = to;
    this.#written = to;
    this.#screen.notice(`Output is missing here: ${reason}.`);
  }

  #shown(offset) {
    this.#written = Math.max(this.#written, offset);
    if (this.#written - this.#acked >= ACK_EVERY) {
      this.#acked = this.#written;
      this.#tell({ type: 'ack', offset: this.#acked });
    }
    this.#goLiveOnceShown();
  }

  #goLiveOnceShown() {
    if (this.state !== 'replaying' || this.#caughtUp === null || this.#written < this.#caughtUp) {
      return;
    }
    this.#become('live');
    if (this.#wanted) {
      this.resize(this.#wanted);
    }
    this.held.takeAll().forEach((bytes) => this.#type(bytes));
  }

  #resized({ cols, rows }) {
    this.size = { cols, rows };
    this.#screen.resize(this.size);
    this.#screen.changed();
  }

  #closed(code, reason) {
    this.#socket = null;
    if (code in FINAL) {
      this.#refuseHeld('nothing runs here any more');
      return this.#become(FINAL[code], reason);
    }
    const wait = code === WORKER_RESTARTED ? 0 : backoffMs(this.#failures++);
    this.offlineSince ??= Date.now();
    this.retryAt = Date.now() + wait;
    this.#retry = setTimeout(() => this.open(), wait);
    return this.#become('offline');
  }

  #refuseHeld(reason) {
    if (this.held.takeAll().length > 0) {
      this.#screen.notice(`Not typed: ${reason}.`);
    }
  }

  #type(bytes) {
    for (const frame of inputFrames(bytes)) {
      this.#socket.send(frame);
    }
  }

  #tell(message) {
    if (this.#socket?.readyState === IS_OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  #become(state, reason = '') {
    this.state = state;
    this.reason = reason;
    this.#screen.changed();
  }
}

function isSame(one, other) {
  return one.cols === other?.cols && one.rows === other?.rows;
}
