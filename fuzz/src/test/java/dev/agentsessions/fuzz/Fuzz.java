package dev.agentsessions.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.cron.CronFuzz;
import dev.agentsessions.http.HttpFuzz;
import dev.agentsessions.k8s.environment.EnvironmentFuzz;
import dev.agentsessions.k8s.operator.OperatorFuzz;
import dev.agentsessions.pty.log.LogFuzz;
import dev.agentsessions.workspace.local.GitFuzz;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every target, by the name of its folder of inputs. What Jazzer runs. */
public final class Fuzz {
  /** Reads an input of anybody's. Whatever it throws is a finding. */
  @FunctionalInterface
  interface Target {
    void read(byte[] input) throws Exception;
  }

  /** Begins an input that goes on as UTF-16, where half characters may stand alone. */
  private static final byte WIDE = (byte) 0xff;

  static final Map<String, Target> TARGETS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("branch", text(CoreFuzz::branch)),
              Map.entry("cron", text(CronFuzz::cron)),
              Map.entry("diff-base", text(CoreFuzz::diffBase)),
              Map.entry("frames", HttpFuzz::frames),
              Map.entry("git-configuration", GitFuzz::configuration),
              Map.entry("git-differences", GitFuzz::differences),
              Map.entry("git-path", text(GitFuzz::path)),
              Map.entry("git-progress", GitFuzz::progress),
              Map.entry("git-status", GitFuzz::status),
              Map.entry("git-url", text(CoreFuzz::gitUrl)),
              Map.entry("git-worktrees", GitFuzz::worktrees),
              Map.entry("json", JsonFuzz::requests),
              Map.entry("json-session", JsonFuzz::session),
              Map.entry("kubernetes-name", text(OperatorFuzz::name)),
              Map.entry("kubernetes-run", OperatorFuzz::run),
              Map.entry("kubernetes-seen", EnvironmentFuzz::seen),
              Map.entry("kubernetes-session", OperatorFuzz::session),
              Map.entry("list-query", text(HttpFuzz::listQuery)),
              Map.entry("log-index", LogFuzz::segment),
              Map.entry("page-cursor", text(JsonFuzz::cursor)),
              Map.entry("range", text(HttpFuzz::range)),
              Map.entry("terminal-command", text(HttpFuzz::command)),
              Map.entry("terminal-query", text(HttpFuzz::opening)),
              Map.entry("workspace-path", text(CoreFuzz::workspacePath))));

  private static final List<Target> ALL = List.copyOf(TARGETS.values());

  private static Target target = Fuzz::any;

  private Fuzz() {}

  private static Target text(Consumer<String> read) {
    return input ->
        read.accept(
            input.length > 0 && input[0] == WIDE
                ? new String(input, 1, input.length - 1, UTF_16BE)
                : new String(input, UTF_8));
  }

  /** The first byte says which, by its place in the list. */
  private static void any(byte[] input) throws Exception {
    if (input.length > 0) {
      ALL.get((input[0] & 0xff) % ALL.size()).read(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** Called by Jazzer: the name of one target, or nothing for all. */
  public static void fuzzerInitialize(String[] arguments) {
    if (arguments.length > 0) {
      target = TARGETS.get(arguments[0]);
    }
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.read(input);
  }

  /** That something holds of what was read. */
  public static void check(boolean holds, String what, Object of) {
    if (!holds) {
      throw new AssertionError(what + ": " + of);
    }
  }
}
