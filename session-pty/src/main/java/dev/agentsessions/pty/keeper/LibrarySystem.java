package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Any Unix, with a library that makes terminals and processes. What only Linux can tell is not
 * known: there are no orphans, and who left the session of its terminal and lost its parents is not
 * found again.
 */
final class LibrarySystem implements TerminalSystem {
  private final PtyLibrary library;

  LibrarySystem(PtyLibrary library) {
    this.library = library;
  }

  @Override
  public Poller poller() throws SystemCallException {
    return Poll.open();
  }

  @Override
  public Orphans orphans(
      KeeperConfig config, TreeEnds treeEnds, KeptWorkers workers, EndCount ends) {
    return new NoOrphans(UUID.randomUUID().toString());
  }

  /** A library cannot say why a program does not run, so that is asked before. */
  @Override
  public Spawned spawn(SpawnSpec spec, String program) throws IOException {
    Path file = spec.directory().resolve(program);
    if (!Files.exists(file)) {
      throw new SystemCallException(ChildProcess.SPAWN, Posix.ENOENT);
    }
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      throw new SystemCallException(ChildProcess.SPAWN, Posix.EACCES);
    }
    try {
      return LibrarySpawned.spawn(library, spec, file.toString());
    } catch (CharacterCodingException e) {
      throw new SystemCallException(ChildProcess.SPAWN, Posix.EINVAL);
    }
  }

  private record NoOrphans(String keeper) implements Orphans {
    @Override
    public void find() {}

    @Override
    public void close() {}
  }
}
