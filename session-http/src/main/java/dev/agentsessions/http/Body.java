package dev.agentsessions.http;

import java.io.InputStream;

/** What a request brings along. Read once. */
interface Body {
  /** No bytes. */
  Body EMPTY = max -> new byte[0];

  /**
   * All of it.
   *
   * @throws dev.agentsessions.session.SessionException.TooLarge if there is more
   */
  byte[] read(int max);

  /**
   * The same, as it comes.
   *
   * @param max bytes that may be announced; who announces none may send more
   * @throws dev.agentsessions.session.SessionException.TooLarge if more are announced
   */
  default InputStream stream(long max) {
    return InputStream.nullInputStream();
  }
}
