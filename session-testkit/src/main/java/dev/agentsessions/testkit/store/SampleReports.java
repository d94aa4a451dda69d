package dev.agentsessions.testkit.store;

import dev.agentsessions.result.RunReport;
import java.util.Map;
import java.util.Optional;

/** What agents report. */
final class SampleReports {
  /** With everything there is. */
  static final RunReport FULL =
      new RunReport(
          Optional.of(false),
          Optional.of(12),
          Map.of("inputTokens", 123_456_789_012L, FullSample.TEXT, 0L),
          Optional.of(0.123456789),
          Optional.of(FullSample.TEXT));

  private SampleReports() {}
}
