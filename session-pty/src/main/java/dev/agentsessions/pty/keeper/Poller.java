package dev.agentsessions.pty.keeper;

/**
 * Waits for many files at once. One thread waits; others may change what is waited for and wake it.
 * Each file carries a token, which an event gives back.
 */
interface Poller extends AutoCloseable {
  /** There is something to read, or never will be again. */
  int IN = 0x1;

  /** There is room to write. */
  int OUT = 0x4;

  /** The token of a {@link #wake}. */
  long WOKEN = 0;

  void add(int fd, int interest, long token) throws SystemCallException;

  void modify(int fd, int interest, long token) throws SystemCallException;

  void remove(int fd) throws SystemCallException;

  /**
   * Waits for events.
   *
   * @param millis the longest wait; below 0: for ever
   * @return how many there are, perhaps 0
   */
  int await(int millis) throws SystemCallException;

  /** The token of an event of the last wait; a wake-up is taken back by asking for it. */
  long token(int event);

  /** Which of {@link #OUT} and other interests an event of the last wait is about. */
  int ready(int event);

  /** Ends the present wait, or the next. Nothing happens after {@link #close}. */
  void wake();

  @Override
  void close();
}
