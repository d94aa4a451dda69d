package dev.agentsessions.examples.console;

/** How callers prove who they are. */
public enum AuthChoice {
  /** Not at all: whoever reaches the loopback address is the one user. */
  SINGLE_USER,
  /** By a token. */
  TOKENS
}
