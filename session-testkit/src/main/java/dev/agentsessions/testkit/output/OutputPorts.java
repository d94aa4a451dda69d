package dev.agentsessions.testkit.output;

import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;

/** The two sides of one output log under test. It keeps at least the newest 8 MiB of a worker. */
public interface OutputPorts {
  /** The same one during a test. */
  OutputLog log();

  /** What it prints is read from {@link #log}. */
  OutputSink sink();
}
