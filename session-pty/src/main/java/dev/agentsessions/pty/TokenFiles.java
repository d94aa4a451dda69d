package dev.agentsessions.pty;

import static dev.agentsessions.identity.SecretFile.OWNER_ONLY_FOLDER;

import dev.agentsessions.identity.SecretFile;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.reconcile.SessionCleaner;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens of running workers, each in a file that its worker reads: a variable would show it to
 * whoever lists processes, and could not be renewed (W-02). In the folder {@code
 * tokens/<session>/<worker>}, named by the process's epoch. Safe from any thread.
 */
final class TokenFiles implements SessionCleaner {
  private final Path folder;

  /**
   * @param folder made when it is needed
   */
  TokenFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Leaves a token for a process, in place of the one that was there.
   *
   * @throws Unavailable if it cannot be written
   */
  Path write(WorkerRef worker, long epoch, TokenSecret token) {
    Path file = file(worker, epoch);
    try {
      Files.createDirectories(file.getParent(), OWNER_ONLY_FOLDER);
      SecretFile.write(file, token);
      return file;
    } catch (IOException e) {
      throw new Unavailable("cannot leave a token for worker " + worker, e);
    }
  }

  /** The process is over. */
  void remove(WorkerRef worker, long epoch) {
    try {
      Files.deleteIfExists(file(worker, epoch));
    } catch (IOException e) {
      throw new Unavailable("cannot remove the token of worker " + worker, e);
    }
  }

  /** Removes what is left of a session's. */
  @Override
  public void clean(Session session) {
    for (Path path : deepestFirst(of(session.id()))) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Path> deepestFirst(Path root) {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(WorkerRef worker, long epoch) {
    return of(worker.session()).resolve(worker.worker().value()).resolve(Long.toString(epoch));
  }

  private Path of(SessionId session) {
    return folder.resolve(session.value());
  }
}
