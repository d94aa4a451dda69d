package dev.agentsessions.testkit.kill;

import dev.agentsessions.testkit.store.OpenStore;
import java.util.List;

/** A store that outlives its programs, and a program that uses it. */
public interface DurableStore {
  /** A class whose {@code main} calls {@link Committers#run} with this store. */
  Class<?> program();

  /** What its {@code main} needs to find the store; project and seed follow. */
  List<String> place();

  /** Opens the store as a killed program has left it. */
  OpenStore open();
}
