package dev.agentsessions.pty;

import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.pty.keeper.KeeperConfig;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.LogUpkeep;
import dev.agentsessions.pty.log.UpkeepConfig;
import dev.agentsessions.testkit.output.OutputLogContract;
import dev.agentsessions.testkit.output.OutputPorts;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Segments are small, and compressed as soon as they are closed. */
@EnabledOnOs(OS.LINUX)
class DiskOutputLogIT implements OutputLogContract {
  private static final int SEGMENT = 64 << 10;
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path data;
  private final Deque<Disk> disks = new ArrayDeque<>();

  /** Logs in a folder of their own, looked after. */
  private record Disk(LocalTerminals terminals, LogUpkeep upkeep, OutputSink sink)
      implements OutputPorts {
    static Disk open(Path data, UpkeepConfig upkeep) {
      var logs = new DiskLogsConfig(data, SEGMENT, Duration.ofMillis(100));
      var config =
          new PtyConfig(
              logs, upkeep, KeeperConfig.at(data), Terminals.ofThisSystem(), data, Map.of());
      var terminals = new LocalTerminals(config, MicrosecondClock.system(), Ticker.SYSTEM);
      terminals.start();
      return new Disk(
          terminals,
          new LogUpkeep(
              terminals.logs(), upkeep, MicrosecondClock.system(), session -> Optional.empty()),
          new DiskOutputSink(terminals));
    }

    @Override
    public OutputLog log() {
      return new DiskOutputLog(terminals);
    }

    void close() {
      upkeep.close();
      terminals.close();
    }
  }

  private Disk disk(UpkeepConfig upkeep) {
    disks.push(Disk.open(data.resolve(String.valueOf(disks.size())), upkeep));
    return disks.peek();
  }

  private Disk usual() {
    return disks.isEmpty()
        ? disk(new UpkeepConfig(1L << 30, NEVER, Duration.ZERO, NEVER))
        : disks.getLast();
  }

  @AfterEach
  void close() {
    disks.forEach(Disk::close);
  }

  @Override
  public OutputLog log() {
    return usual().log();
  }

  @Override
  public OutputSink sink() {
    return usual().sink();
  }

  @Override
  public OutputPorts keepingLittle() {
    return disk(new UpkeepConfig(3L * LITTLE / 2, NEVER, NEVER, NEVER));
  }
}
