package dev.agentsessions.pty.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What the keeper itself says in a worker's output. */
final class Notice {
  private Notice() {}

  /** Names who speaks. What a program was called by a user must not move a viewer's cursor. */
  static String of(String text) {
    return "agent-sessions: " + text.replaceAll("\\p{Cntrl}", "?");
  }

  /** As a terminal shows it, on a line of its own. */
  static ByteBuffer line(String notice) {
    return UTF_8.encode(notice + "\r\n");
  }
}
