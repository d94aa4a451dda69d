package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where output lies: {@code output/<session>/<worker>/<epoch>/}. */
final class OutputFolders {
  private static final Pattern EPOCH = Pattern.compile("[1-9]\\d{0,17}");

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
    try (Stream<Path> folders = Files.list(of(worker))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(EPOCH.asMatchPredicate())
          .mapToLong(Long::parseLong)
          .max();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Removes all epochs of a worker, and its session's folder with the last one. */
  void remove(WorkerKey worker) throws IOException {
    Path folder = of(worker);
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
    try {
      Files.deleteIfExists(output.resolve(worker.session()));
    } catch (DirectoryNotEmptyException e) {
      // Other workers of the session have output.
    }
  }

  private Path of(WorkerKey worker) {
    return output.resolve(worker.session()).resolve(worker.worker());
  }
}
