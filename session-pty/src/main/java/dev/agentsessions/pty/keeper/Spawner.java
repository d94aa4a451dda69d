package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.EpochWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Starts workers: output first, then terminal and process, then the loop that follows them. */
final class Spawner {
  private final DiskLogs logs;
  private final TerminalSystem system;
  private final TerminalContext context;

  Spawner(DiskLogs logs, TerminalSystem system, TerminalContext context) {
    this.logs = logs;
    this.system = system;
    this.context = context;
  }

  /**
   * Starts one.
   *
   * @throws IOException if the system lacks something; nothing runs
   */
  KeptWorker spawn(SpawnSpec spec) throws IOException {
    EpochWriter output = logs.append(spec.worker(), spec.epoch());
    boolean followed = false;
    try {
      output.resize(spec.size().cols(), spec.size().rows());
      KeptWorker kept = start(spec, output);
      followed = kept instanceof Terminal;
      return kept;
    } finally {
      if (!followed) {
        output.close();
      }
    }
  }

  private KeptWorker start(SpawnSpec spec, EpochWriter output) throws IOException {
    String program = spec.command().getFirst();
    if (!spec.canBePassed()) {
      return NotRunWorker.tell(spec, "run " + program, Posix.EINVAL, output);
    }
    Path directory = spec.directory();
    if (!Files.isDirectory(directory)) {
      int errno = Files.exists(directory) ? Posix.ENOTDIR : Posix.ENOENT;
      return NotRunWorker.tell(spec, "enter " + directory, errno, output);
    }
    Optional<String> file = ProgramPath.find(spec);
    if (file.isEmpty()) {
      return NotRunWorker.tell(spec, "run " + program, Posix.ENOENT, output);
    }
    try {
      SpawnSpec marked = spec.marked(context.mark(spec));
      return follow(spec, system.spawn(marked, file.get()), output);
    } catch (SystemCallException e) {
      if (e.isShortage() || !e.isOf(ChildProcess.SPAWN)) {
        throw e;
      }
      return NotRunWorker.tell(spec, "run " + program, e.errno(), output);
    }
  }

  private Terminal follow(SpawnSpec spec, Spawned process, EpochWriter output)
      throws SystemCallException {
    try {
      return context.loop().call(() -> new Terminal(spec, process, output, context));
    } catch (SystemCallException e) {
      process.abandon();
      throw e;
    }
  }
}
