package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs what a repository wants done in its worktrees, by {@code /bin/sh}, and keeps what that
 * prints as output of {@link WorkerId#SETUP}, an epoch each time. One command a session at a time.
 */
final class RepositoryCommands {
  /** A program that was left behind may hold the output open; it is not waited for. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private static final int CHUNK = 8 << 10;
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR");

  private final OutputLog log;
  private final OutputSink sink;
  private final Duration limit;

  @Inject
  RepositoryCommands(OutputLog log, OutputSink sink, WorkspaceConfig config) {
    this.log = requireNonNull(log, "log");
    this.sink = requireNonNull(sink, "sink");
    this.limit = config.commandLimit();
  }

  /**
   * Runs a command in a worktree and waits for its end.
   *
   * @throws CommandFailure if it cannot be run, fails, takes too long, or the thread is
   *     interrupted; none of it runs any more, except what it left running on purpose
   */
  void run(Worktree worktree, String command, Map<String, String> environment) {
    WorkerRef output = new WorkerRef(worktree.session(), WorkerId.SETUP);
    sink.newEpoch(output, log.bounds(output).epoch() + 1, WindowSize.DEFAULT);
    try {
      print(output, "$ " + command + "\n");
      run(worktree, output, start(worktree.directory(), worktree, command, environment));
    } catch (CommandFailure e) {
      print(output, e.getMessage() + "\n");
      throw e;
    } finally {
      sink.close(output);
    }
  }

  private void run(Worktree worktree, WorkerRef output, Process process) {
    Thread copying =
        Thread.ofVirtual()
            .name("setup-output-" + worktree.session())
            .start(() -> copy(process.getInputStream(), output));
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandFailure("took longer than " + limit);
      }
      copying.join(LAST_OUTPUT);
      if (process.exitValue() != 0) {
        throw new CommandFailure("ended with status " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("was interrupted");
    } finally {
      GitProgram.end(process.toHandle());
      end(copying, process);
    }
  }

  /** Afterwards nobody appends but the caller. */
  private static void end(Thread copying, Process process) {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      // It is read no more, which is all that matters.
    }
    copying.interrupt();
    boolean interrupted = Thread.interrupted();
    while (copying.isAlive()) {
      try {
        copying.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(InputStream from, WorkerRef output) {
    byte[] bytes = new byte[CHUNK];
    try {
      for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
        sink.append(output, ByteBuffer.wrap(bytes, 0, read));
      }
    } catch (IOException e) {
      // Closed because the command has ended.
    }
  }

  private static Process start(
      Path directory, Worktree worktree, String command, Map<String, String> environment) {
    var builder =
        new ProcessBuilder(List.of("/bin/sh", "-c", command))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    Map<String, String> variables = new HashMap<>(environment);
    builder
        .environment()
        .forEach(
            (name, value) -> {
              if (INHERITED.contains(name) || name.startsWith("LC_")) {
                variables.put(name, value);
              }
            });
    variables.put("SESSION_ID", worktree.session().value());
    builder.environment().clear();
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new CommandFailure("could not be run: " + e.getMessage());
    }
  }

  private void print(WorkerRef output, String text) {
    sink.append(output, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
