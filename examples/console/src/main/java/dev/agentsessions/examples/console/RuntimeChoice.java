package dev.agentsessions.examples.console;

/** What runs workers. */
enum RuntimeChoice {
  /** Real terminals on this machine. */
  LOCAL,
  /** Nothing: for demonstrations. */
  FAKE
}
