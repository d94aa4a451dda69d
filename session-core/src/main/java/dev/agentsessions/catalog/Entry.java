package dev.agentsessions.catalog;

/** Something that a project keeps in one of its lists. A value. */
public interface Entry {
  int MAX_KEY = 200;

  /** What it is found by: 1..{@value #MAX_KEY} characters, unique in its list. */
  String key();
}
