package dev.agentsessions.bench;

/** What is measured, once. */
@FunctionalInterface
public interface Operation {
  void run() throws Exception;
}
