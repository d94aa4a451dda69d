/** What the status line says of a terminal's connection. */
import { bytes, clock } from '../model/words.mjs';

const FAR_BEHIND = 256 * 1024;

/** The connection, as a person would say it. */
export function connectionWords(socket, worker, now = Date.now()) {
  if (worker.state === 'STARTING' && socket.state === 'closed') {
    return 'starting';
  }
  switch (socket.state) {
    case 'connecting':
      return socket.offlineSince === null ? 'connecting' : `${offline(socket)}, trying`;
    case 'replaying':
      return behind(socket.end - socket.next);
    case 'live':
      return socket.exit ? exitWords(socket.exit) : 'connected';
    case 'offline':
      return `${offline(socket)}, next try in ${Math.max(0, Math.ceil((socket.retryAt - now) / 1000))} s`;
    case 'ended':
      return exitWords(socket.exit ?? worker.exit);
    case 'gone':
      return 'gone, with its output';
    case 'refused':
      return socket.reason || 'refused by the server';
    default:
      return worker.exit ? exitWords(worker.exit) : '';
  }
}

/** Size, epoch and amount of output. */
export function detailWords({ size, epoch, next }) {
  if (epoch === null) {
    return '';
  }
  return [`${size.cols}×${size.rows}`, `epoch ${epoch}`, bytes(next)].join(' · ');
}

export function exitWords(exit) {
  if (!exit) {
    return 'ended';
  }
  const asked = exit.reason === 'managed';
  if (exit.signal !== undefined) {
    return asked ? 'stopped' : `ended by signal ${exit.signal}`;
  }
  if (exit.code !== undefined) {
    return exit.code === 0 ? 'ended' : `ended with exit status ${exit.code}`;
  }
  return exit.message ?? 'ended, and nobody saw how';
}

function offline({ offlineSince }) {
  return `offline since ${clock(offlineSince)}`;
}

function behind(amount) {
  return amount > FAR_BEHIND ? `catching up, ${bytes(amount)} behind` : 'catching up';
}
