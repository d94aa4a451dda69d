package dev.agentsessions.json;

import static java.lang.Character.MAX_SURROGATE;
import static java.lang.Character.MIN_SURROGATE;

/** How a document is read, which follows from who wrote it. */
enum Reading {
  /** A caller wrote it: what no shape asks for is refused. */
  STRICT,
  /** Another program wrote it: what no shape asks for is told. */
  FOREIGN,
  /** A store kept it for this version or a neighbour: what no shape asks for is ignored. */
  LENIENT;

  /** NUL and half surrogate pairs cannot be stored in every database, so no caller brings them. */
  boolean accepts(String text) {
    return this == LENIENT
        || text.codePoints().noneMatch(c -> c == 0 || (c >= MIN_SURROGATE && c <= MAX_SURROGATE));
  }
}
