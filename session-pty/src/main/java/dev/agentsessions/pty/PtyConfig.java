package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.pty.keeper.KeeperConfig;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.UpkeepConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where and how local workers run.
 *
 * @param logs how output is written
 * @param upkeep how much of it is kept
 * @param keeper how processes are treated
 * @param terminals what they run on
 * @param tokens the folder in which workers find theirs
 * @param hostEnvironment the host program's variables; workers inherit a few harmless ones, see
 *     {@link WorkerEnvironment}
 */
public record PtyConfig(
    DiskLogsConfig logs,
    UpkeepConfig upkeep,
    KeeperConfig keeper,
    Terminals terminals,
    Path tokens,
    Map<String, String> hostEnvironment) {
  /** Copies the map. */
  public PtyConfig {
    requireNonNull(logs, "logs");
    requireNonNull(upkeep, "upkeep");
    requireNonNull(keeper, "keeper");
    requireNonNull(terminals, "terminals");
    requireNonNull(tokens, "tokens");
    hostEnvironment = Map.copyOf(hostEnvironment);
  }

  /**
   * The usual values.
   *
   * @param data the data directory; output is in its folder {@code output}, who keeps workers in
   *     {@code keepers}, their tokens in {@code tokens}
   */
  public static PtyConfig at(Path data, Map<String, String> hostEnvironment) {
    return new PtyConfig(
        DiskLogsConfig.at(data),
        UpkeepConfig.USUAL,
        KeeperConfig.at(data),
        Terminals.ofThisSystem(),
        data.resolve("tokens"),
        hostEnvironment);
  }

  /** The same with other terminals. */
  public PtyConfig with(Terminals others) {
    return new PtyConfig(logs, upkeep, keeper, others, tokens, hostEnvironment);
  }

  /** Leaves out the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "PtyConfig[" + logs + ", " + upkeep + ", " + keeper + ", " + terminals + "]";
  }
}
