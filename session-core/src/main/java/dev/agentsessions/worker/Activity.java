package dev.agentsessions.worker;

/** What a worker seems to be doing, strongest first. Stored by name. */
public enum Activity {
  ASKING,
  ACTIVE,
  IDLE,
  UNKNOWN
}
