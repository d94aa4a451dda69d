package dev.agentsessions.http;

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
}
