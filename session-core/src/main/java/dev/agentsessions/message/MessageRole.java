package dev.agentsessions.message;

/** Who says it. Stored by name. */
public enum MessageRole {
  USER,
  AGENT,
  SYSTEM
}
