package dev.agentsessions.worker;

/** A signal that a caller may send to a worker's foreground process group. */
public enum Signal {
  INT,
  TERM,
  HUP,
  QUIT,
  KILL,
  CONT,
  TSTP,
  USR1,
  USR2
}
