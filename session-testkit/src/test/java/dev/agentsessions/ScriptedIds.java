package dev.agentsessions;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.testkit.SequentialIds;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sequential ids, whose random parts a test can choose. Safe from any thread. */
public final class ScriptedIds implements IdGenerator {
  private final SequentialIds ids = new SequentialIds();
  private final Queue<String> randoms = new ConcurrentLinkedQueue<>();

  public void nextRandoms(List<String> parts) {
    randoms.addAll(parts);
  }

  @Override
  public String next(String prefix) {
    return ids.next(prefix);
  }

  @Override
  public String random(int length) {
    String scripted = randoms.poll();
    return scripted == null ? ids.random(length) : scripted;
  }
}
