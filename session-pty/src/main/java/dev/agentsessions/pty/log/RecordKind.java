package dev.agentsessions.pty.log;

import java.util.Arrays;
import java.util.Optional;

/** What an index record tells. The codes are on disks and never change; 0 is none of them. */
enum RecordKind {
  /** Bytes were appended. */
  DATA(1),
  /** The terminal's size changed: a = columns, b = rows. */
  RESIZE(2),
  /**
   * Bytes are missing before this one. Kept for logs that come over a network; none is made yet.
   */
  GAP(3),
  /** A place worth knowing, by a: 1 = the segment ends and all of it is on the disk. */
  MARK(4);

  private final int code;

  RecordKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<RecordKind> of(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }
}
