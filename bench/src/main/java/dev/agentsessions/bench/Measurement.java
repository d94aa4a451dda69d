package dev.agentsessions.bench;

/** Measures one thing and reports its figures. A new object for each run. */
@FunctionalInterface
public interface Measurement {
  void run(Report report) throws Exception;
}
