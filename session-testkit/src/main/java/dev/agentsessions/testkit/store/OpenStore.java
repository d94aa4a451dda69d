package dev.agentsessions.testkit.store;

/** A store under test that was opened for it. */
public interface OpenStore extends StorePorts, AutoCloseable {
  @Override
  void close();
}
