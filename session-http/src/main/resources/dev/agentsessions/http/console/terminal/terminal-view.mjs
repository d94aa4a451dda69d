/**
 * `<terminal-view>`: one worker's terminal, edge to edge. Shown, it holds a socket; hidden, it holds
 * none, keeps its screen, and comes back from the place where it was. Says `change` when its
 * connection or a notice does.
 */
import { FitAddon } from '../vendor/addon-fit.mjs';
import { SearchAddon } from '../vendor/addon-search.mjs';
import { SerializeAddon } from '../vendor/addon-serialize.mjs';
import { WebglAddon } from '../vendor/addon-webgl.mjs';
import { Terminal } from '../vendor/xterm.mjs';
import { preferences } from '../page/preferences.mjs';
import { isAnswer } from './answers.mjs';
import { terminalColours } from './colours.mjs';
import { TerminalSocket } from './terminal-socket.mjs';

const FONT =
  'ui-monospace, "SF Mono", "JetBrains Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
const FONT_SIZE = 13;
/** Somebody else's larger window is shown smaller, down to this: whole goes before legible, who types gets a size of their own. */
const LEAST_FONT_SIZE = 2;
/** The answer to a change of size is on its way; only what is too large after this is shown smaller. */
const SETTLE_MS = 1_000;
const SCROLLBACK_LINES = 10_000;
const NOTICE_MS = 8_000;

export class TerminalView extends HTMLElement {
  socket;
  /** Something to tell the user for a while, or ''. */
  notice = '';
  search = new SearchAddon();

  #terminal;
  #worker;
  #fit = new FitAddon();
  #serialize = new SerializeAddon();
  #webgl = null;
  #sizes = new ResizeObserver(() => this.#fitToPlace());
  #noticeTimer = null;
  #sizeTimer = null;
  #ctrlHeld = null;
  #encoder = new TextEncoder();

  constructor(url, label) {
    super();
    this.hidden = true;
    this.ariaLabel = label;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      lineHeight: 1.2,
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK_LINES,
    });
    this.#terminal.onData((data) => this.#typed(this.#controlled(data)));
    this.#terminal.onBinary((data) => this.#typed(data, bytesOf(data)));
    this.socket = new TerminalSocket(url, {
      write: (bytes, done) => this.#terminal.write(bytes, done),
      // An empty write, because what was written before must not appear after the reset.
      reset: () => this.#terminal.write('', () => this.#terminal.reset()),
      resize: ({ cols, rows }) => this.#terminal.write('', () => this.#resized(cols, rows)),
      changed: () => this.#changed(),
      notice: (text) => this.say(text),
    });
    preferences.addEventListener('change', this.#dress);
  }

  /** Comes into view, or is in view and its worker changed; connects once there is output. */
  show(worker) {
    if (this.hidden) {
      this.#comeIntoView();
    }
    this.#worker = worker;
    this.comeBack();
  }

  /** Connects, unless it is connected or there is nothing to see. */
  comeBack() {
    const { socket } = this;
    const isRestarted = socket.state === 'ended' && this.#worker.epoch > socket.epoch;
    if (this.#worker.epoch > 0 && (socket.state === 'closed' || isRestarted)) {
      socket.open();
    }
  }

  /** Holds no connection any more; the screen stays. */
  leave() {
    this.socket.close();
  }

  hide() {
    this.hidden = true;
    this.#sizes.disconnect();
    this.leave();
    this.#drawSlowly(); // browsers allow about 16 of the fast ones at once
  }

  dispose() {
    this.hide();
    preferences.removeEventListener('change', this.#dress);
    clearTimeout(this.#noticeTimer);
    clearTimeout(this.#sizeTimer);
    this.#terminal.dispose();
    this.remove();
  }

  focus() {
    this.#terminal.focus();
  }

  /** Types a key's sequence; arrows as the program in the terminal wants them. */
  press(sequence) {
    const { applicationCursorKeysMode } = this.#terminal.modes;
    this.#terminal.input(
      applicationCursorKeysMode ? sequence.replace(/^\x1b\[([A-D])$/, '\x1bO$1') : sequence,
    );
  }

  /** Makes the next letter typed a control character; `said(isHeld)` tells when that is over. */
  holdCtrl(said) {
    this.#ctrlHeld = said;
    said(true);
    this.focus();
  }

  selection() {
    return this.#terminal.getSelection();
  }

  /** The screen and what scrolled off it, as a terminal would have to be told it. */
  text() {
    return this.#serialize.serialize();
  }

  say(text) {
    this.notice = text;
    clearTimeout(this.#noticeTimer);
    if (text) {
      this.#noticeTimer = setTimeout(() => this.say(''), NOTICE_MS);
    }
    this.#changed();
  }

  #comeIntoView() {
    this.hidden = false;
    if (!this.#terminal.element) {
      this.#openTerminal();
    }
    this.#dress();
    this.#drawFast();
    this.#sizes.observe(this);
    this.#fitToPlace();
  }

  #openTerminal() {
    this.#terminal.open(this);
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.search);
    this.#terminal.loadAddon(this.#serialize);
    this.#terminal.textarea.ariaLabel = this.ariaLabel;
  }

  #drawFast() {
    if (this.#webgl) {
      return;
    }
    try {
      this.#webgl = new WebglAddon();
      this.#webgl.onContextLoss(() => this.#drawSlowly());
      this.#terminal.loadAddon(this.#webgl);
    } catch {
      this.#webgl = null; // no WebGL here; the terminal draws by elements instead
    }
  }

  #drawSlowly() {
    this.#webgl?.dispose();
    this.#webgl = null;
  }

  #dress = () => {
    this.#terminal.options.theme = terminalColours(preferences.isDark);
    this.#terminal.options.screenReaderMode = preferences.readerMode;
  };

  #resized(cols, rows) {
    this.#terminal.resize(cols, rows);
    this.#showWhole();
  }

  #fitToPlace() {
    const place = this.#place();
    if (place) {
      this.socket.resize(place);
      this.#showWhole();
    }
  }

  /** How much there is room for at the usual size of type; null where there is none. */
  #place() {
    const { options } = this.#terminal;
    const { fontSize } = options;
    options.fontSize = FONT_SIZE;
    const place = this.#fit.proposeDimensions();
    options.fontSize = fontSize;
    return place && place.cols > 1 && place.rows > 1 ? place : null;
  }

  /** A terminal that has another window's size is shown whole; one whose process is over takes ours. */
  #showWhole(hasSettled = false) {
    clearTimeout(this.#sizeTimer);
    const place = this.#place();
    const { size, state } = this.socket;
    if (!place || !size) {
      return;
    }
    const isOver = state === 'ended';
    const scale = isOver ? 1 : Math.min(1, place.cols / size.cols, place.rows / size.rows);
    const fontSize = Math.max(LEAST_FONT_SIZE, Math.floor(FONT_SIZE * scale * 2) / 2);
    const { options } = this.#terminal;
    if (fontSize >= options.fontSize || hasSettled) {
      options.fontSize = fontSize;
    } else {
      this.#sizeTimer = setTimeout(() => this.#showWhole(true), SETTLE_MS);
    }
    if (isOver) {
      this.#terminal.resize(place.cols, place.rows);
    }
  }

  #typed(data, bytes = this.#encoder.encode(data)) {
    if (this.socket.state !== 'live' && isAnswer(data)) {
      return;
    }
    this.socket.input(bytes);
  }

  #controlled(data) {
    const isLetter = /^[@-_a-z]$/.test(data);
    if (!this.#ctrlHeld || isAnswer(data)) {
      return data;
    }
    this.#ctrlHeld(false);
    this.#ctrlHeld = null;
    return isLetter ? String.fromCharCode(data.toUpperCase().charCodeAt(0) & 0x1f) : data;
  }

  #changed() {
    if (this.socket.state === 'ended') {
      this.#terminal.write('', () => this.#showWhole());
    }
    this.dispatchEvent(new Event('change'));
  }
}

function bytesOf(binary) {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

customElements.define('terminal-view', TerminalView);
