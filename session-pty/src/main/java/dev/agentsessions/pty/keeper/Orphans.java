package dev.agentsessions.pty.keeper;

/** What dead keepers of a data directory have left, and by what it is known. */
interface Orphans extends AutoCloseable {
  /** The id of the keeper that asks, by which what it leaves will be known. */
  String keeper();

  /** Looks for them; those found are being ended from now on. What fails is logged. */
  void find();

  /** The keeper has ended its workers; what it could not end is left to the next one. */
  @Override
  void close();
}
