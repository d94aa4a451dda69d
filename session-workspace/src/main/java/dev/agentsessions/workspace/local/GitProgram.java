package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs git: no shell, nothing to type, no configuration or hooks from outside the repository, and
 * an end in time. Safe from any thread.
 */
final class GitProgram {
  private static final int MAX_ERROR = 16 << 10;

  /** How often a call tells how far it is. */
  private static final Duration TELLING = Duration.ofMillis(500);

  /**
   * Whoever is interrupted lets git come to its end for so long: one that is ended as it makes a
   * lock leaves it behind, and then nobody changes what it guards.
   */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Enough to take locks away. */
  private static final Duration ASKED = Duration.ofMillis(500);

  /** One that hangs in the kernel would never come to its end. */
  private static final Duration KILLED = Duration.ofSeconds(2);

  /** Of the host's variables git gets these; {@code PATH} for what a repository's filters run. */
  private static final Set<String> INHERITED = Set.of("PATH", "TMPDIR");

  /** Where nothing is, so that nothing of the user's is found. */
  private static final String NOWHERE = "/dev/null";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_CONFIG_GLOBAL", NOWHERE,
          "GIT_TERMINAL_PROMPT", "0",
          "GIT_ASKPASS", "false",
          "GIT_OPTIONAL_LOCKS", "0",
          "GIT_ATTR_NOSYSTEM", "1",
          "HOME", NOWHERE,
          "XDG_CONFIG_HOME", NOWHERE,
          "LC_ALL", "C.UTF-8");

  /** Stronger than what a repository's own configuration says. */
  private static final List<String> ALWAYS =
      List.of(
          "-c", "core.hooksPath=" + NOWHERE,
          "-c", "core.fsmonitor=false",
          "-c", "log.showSignature=false",
          "-c", "gc.auto=0",
          "-c", "maintenance.auto=false",
          "-c", "http.lowSpeedLimit=1", // a server that is silent for a minute is away
          "-c", "http.lowSpeedTime=60",
          "-c", "status.showUntrackedFiles=normal");

  private final GitConfig config;
  private final ConfigurationFiles configurations =
      new ConfigurationFiles(this, InstantSource.system());

  @Inject
  GitProgram(GitConfig config) {
    this.config = requireNonNull(config, "config");
  }

  ConfigurationFiles configurations() {
    return configurations;
  }

  Duration limit() {
    return config.limit();
  }

  Duration checkoutLimit() {
    return config.checkoutLimit();
  }

  Duration transferLimit() {
    return config.transferLimit();
  }

  /** As {@link #run(GitCall)}, for what takes no time. */
  GitOutput run(Path directory, GitCommand command) {
    return run(GitCall.of(directory, command, config.limit()));
  }

  /**
   * Runs git where a repository or a worktree begins, one further up is not looked for, and waits
   * for its end, whatever its status.
   *
   * @throws GitFailure if it cannot be run, or was ended because of the limit or an interrupt
   */
  GitOutput run(GitCall call) {
    if (Thread.currentThread().isInterrupted()) {
      throw new GitFailure("git was not begun: it was interrupted");
    }
    Process process = start(call);
    var input = Feed.to(process.getOutputStream(), call.input().getBytes(call.charset()));
    var output = Drain.of(process.getInputStream(), call.maxOutput());
    var progress = new GitProgress(process.getErrorStream(), call.progress());
    var error = Drain.of(progress, MAX_ERROR);
    try {
      await(process, call, progress);
      String text = output.text(call.charset());
      String complaint = error.text(UTF_8);
      progress.tell();
      return new GitOutput(process.exitValue(), text, complaint, output.isWhole());
    } catch (InterruptedException e) {
      await(List.of(process.toHandle()), MOMENT);
      Thread.currentThread().interrupt();
      throw new GitFailure("git was interrupted", e);
    } finally {
      if (process.isAlive()) {
        end(process.toHandle());
      }
      input.interrupt();
      output.close();
      error.close();
    }
  }

  private static void await(Process process, GitCall call, GitProgress progress)
      throws InterruptedException {
    long begun = System.nanoTime();
    long limit = call.limit().toNanos();
    for (long left = limit; left > 0; left = limit - (System.nanoTime() - begun)) {
      if (process.waitFor(Math.min(left, TELLING.toNanos()), TimeUnit.NANOSECONDS)) {
        return;
      }
      progress.tell();
    }
    throw new GitFailure.TooLong(call.command().words().getFirst(), call.limit());
  }

  private Process start(GitCall call) {
    Path directory = call.directory();
    List<String> words = new ArrayList<>(List.of(config.program(), "-C", directory.toString()));
    words.addAll(ALWAYS);
    words.addAll(call.command().words());
    words.forEach(GitProgram::checkSpelling);
    var builder = new ProcessBuilder(words);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().put("GIT_ALLOW_PROTOCOL", config.protocols());
    builder.environment().put("GIT_SSH_COMMAND", config.ssh().command());
    builder.environment().putAll(call.environment());
    try {
      // Else a directory that is no repository would pass for a part of one around it.
      Path above = requireNonNullElse(directory.toRealPath().getParent(), directory);
      builder.environment().put("GIT_CEILING_DIRECTORIES", above.toString());
      return builder.start();
    } catch (IOException e) {
      throw new GitFailure("git cannot be run in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Java writes a question mark for each character that the locale lacks; its paths refuse to. */
  private static void checkSpelling(String word) {
    try {
      Path unused = Path.of(word);
    } catch (InvalidPathException e) {
      throw new GitFailure(
          "git cannot be told of " + word + " in this program's locale; LC_ALL=C.UTF-8 helps", e);
    }
  }

  /**
   * Ends every git of ours that was told of a directory, or something in it: a host may have died.
   */
  static void endThoseIn(Path directory) {
    ProcessHandle.allProcesses()
        .filter(process -> isTold(process, directory.toString()))
        .forEach(GitProgram::end);
  }

  private static boolean isTold(ProcessHandle process, String directory) {
    return process
        .info()
        .arguments()
        .map(List::of)
        .filter(words -> words.contains("core.fsmonitor=false"))
        .filter(
            words ->
                words.stream()
                    .anyMatch(word -> word.equals(directory) || word.startsWith(directory + "/")))
        .isPresent();
  }

  /**
   * Ends a process, and those it started; when this returns they write no more. Asked first, git
   * takes away its locks.
   */
  static void end(ProcessHandle process) {
    List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process)).toList();
    tree.forEach(ProcessHandle::destroy);
    await(tree, ASKED);
    tree.forEach(ProcessHandle::destroyForcibly);
    await(tree, KILLED);
  }

  private static void await(List<ProcessHandle> ends, Duration most) {
    CompletableFuture.allOf(
            ends.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
