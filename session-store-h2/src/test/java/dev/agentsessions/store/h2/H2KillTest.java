package dev.agentsessions.store.h2;

import dev.agentsessions.testkit.kill.DurableStore;
import dev.agentsessions.testkit.kill.KillContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2KillTest implements KillContract {
  @TempDir Path folder;

  @Override
  public DurableStore store() {
    return new DurableH2(folder.resolve("store"));
  }
}
