package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where output lies: {@code output/<session>/<worker>/<epoch>/}. */
final class OutputFolders {
  /** From an epoch's folder up to the data directory. */
  static final int DEPTH = 4;

  private static final Pattern EPOCH = Pattern.compile("[1-9]\\d{0,17}");

  /** Ends the name of a worker's folder that is being removed; no worker's id ends so. */
  private static final String REMOVED = ".removed";

  private final Path output;

  OutputFolders(Path data) {
    this.output = data.resolve("output");
  }

  /**
   * The folder of an epoch, made when missing; what workers print is their user's business only.
   */
  Path make(WorkerKey worker, long epoch) throws IOException {
    Path folder = of(worker, epoch);
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    return Files.createDirectories(folder, attributes);
  }

  Path of(WorkerKey worker, long epoch) {
    return of(worker).resolve(Long.toString(epoch));
  }

  /** The newest epoch of a worker, if there is any. */
  OptionalLong latest(WorkerKey worker) throws IOException {
    return epochs(worker).stream().mapToLong(Long::longValue).max();
  }

  /** A worker's epochs, the oldest first. */
  List<Long> epochs(WorkerKey worker) throws IOException {
    return names(of(worker)).stream()
        .filter(EPOCH.asMatchPredicate())
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  /** Every worker that has output. */
  List<WorkerKey> workers() throws IOException {
    List<WorkerKey> workers = new ArrayList<>();
    for (String session : names(output)) {
      names(output.resolve(session)).stream()
          .filter(worker -> WorkerKey.isId(session) && WorkerKey.isId(worker))
          .map(worker -> new WorkerKey(session, worker))
          .forEach(workers::add);
    }
    return workers;
  }

  /**
   * Removes all epochs of a worker, and its session's folder with the last one. They go in one
   * step: nobody sees a part of them, and nobody who was about to change a file can bring it back.
   */
  void remove(WorkerKey worker) throws IOException {
    Path folder = of(worker);
    Path removed = folder.resolveSibling(folder.getFileName() + REMOVED);
    delete(removed); // what an attempt that was cut short has left
    if (Files.exists(folder)) {
      Files.move(folder, removed, StandardCopyOption.ATOMIC_MOVE);
      delete(removed);
    }
    try {
      Files.deleteIfExists(output.resolve(worker.session()));
    } catch (DirectoryNotEmptyException e) {
      // Other workers of the session have output.
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> files = Files.walk(folder)) {
      inside = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : inside) {
      Files.deleteIfExists(file);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private Path of(WorkerKey worker) {
    return output.resolve(worker.session()).resolve(worker.worker());
  }
}
