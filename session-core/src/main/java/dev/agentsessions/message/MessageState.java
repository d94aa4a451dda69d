package dev.agentsessions.message;

/** What became of a message. Stored by name. */
public enum MessageState {
  /** Waits until its worker runs and is not busy. */
  QUEUED,
  /** Handed to its worker's terminal; or said by an agent, so that nobody has to be told. */
  DELIVERED,
  /** Its worker is gone. */
  FAILED
}
