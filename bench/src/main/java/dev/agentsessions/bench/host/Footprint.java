package dev.agentsessions.bench.host;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this JVM holds.
 *
 * @param heapBytes after a collection
 * @param threads platform and virtual ones
 */
public record Footprint(long heapBytes, int threads) {
  private static final int COLLECTIONS = 3; // what the first one finalizes goes with the next

  /**
   * @param folder for a file that is removed again
   */
  public static Footprint take(Path folder) throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return new Footprint(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), threads(folder));
  }

  /** Only a dump tells of virtual threads. */
  private static int threads(Path folder) throws IOException {
    Path dump = folder.resolve("threads.txt").toAbsolutePath();
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (Stream<String> lines = Files.lines(dump)) {
      return (int) lines.filter(line -> line.startsWith("#")).count();
    } finally {
      Files.delete(dump);
    }
  }
}
