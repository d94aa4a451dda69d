package dev.agentsessions.session;

/**
 * What moves a session from state to state. Operations cause RESTART and TERMINATE, the reconciler
 * all others.
 */
public enum LifecycleEvent {
  SPAWN,
  ACTIVATE,
  TERMINATE,
  STOP,
  COMPLETE,
  FAIL,
  CLEAN,
  RESTART
}
