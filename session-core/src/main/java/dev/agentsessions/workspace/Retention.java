package dev.agentsessions.workspace;

/** What becomes of a session's files when its environment goes. */
public enum Retention {
  /** The session rests or was deleted: its files stay. */
  KEEP,
  /** The session is deleted and the caller asked to remove what was made for it. */
  DELETE
}
