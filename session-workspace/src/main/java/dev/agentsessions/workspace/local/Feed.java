package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to a program on a thread of its own, so that one that does not read holds nobody up. */
final class Feed {
  private Feed() {}

  /** The thread that writes and then closes; it ends when the program does. */
  static Thread to(OutputStream program, byte[] bytes) {
    return Thread.ofVirtual().name("git-input").start(() -> write(program, bytes));
  }

  private static void write(OutputStream program, byte[] bytes) {
    try (program) {
      program.write(bytes);
    } catch (IOException e) {
      // it ended without reading all: its status tells
    }
  }
}
