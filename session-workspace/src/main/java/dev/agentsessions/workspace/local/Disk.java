package dev.agentsessions.workspace.local;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.Unsatisfied;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** What the disk says, in the words that callers are told. */
final class Disk {
  /** Something that the disk may refuse. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  private Disk() {}

  static <T> T ask(Step<T> step) {
    try {
      return step.run();
    } catch (InvalidPathException e) {
      throw new Invalid("path", "has characters that file names of this host cannot have");
    } catch (NoSuchFileException e) {
      throw new NotFound("file: it is gone");
    } catch (AccessDeniedException e) {
      throw new Unsatisfied("path", "is not for this host's user to read or change");
    } catch (IOException e) {
      throw new Unavailable("the disk refuses, or what is there is being exchanged", e);
    }
  }
}
