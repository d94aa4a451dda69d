package dev.agentsessions.pty;

import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.testkit.output.OutputLogContract;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DiskOutputLogIT implements OutputLogContract {
  @TempDir Path data;
  private LocalTerminals terminals;
  private OutputSink sink;

  @BeforeEach
  void open() {
    terminals =
        new LocalTerminals(PtyConfig.at(data, Map.of()), MicrosecondClock.system(), Ticker.SYSTEM);
    terminals.start();
    sink = new DiskOutputSink(terminals);
  }

  @AfterEach
  void close() {
    terminals.close();
  }

  @Override
  public OutputLog log() {
    return new DiskOutputLog(terminals);
  }

  @Override
  public OutputSink sink() {
    return sink;
  }
}
