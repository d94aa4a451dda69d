package dev.agentsessions.examples.console;

/** Where sessions are kept. */
enum StoreChoice {
  /** In one H2 file of the data directory. */
  H2,
  /** Nowhere: they are forgotten when the host ends. */
  MEMORY
}
