package dev.agentsessions.session;

/** What callers want of a session. Not part of the spec: moves no generation. Stored by name. */
public enum Desired {
  RUNNING,
  STOPPED,
  DELETED
}
