package dev.agentsessions.store.h2;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.testkit.kill.Committers;
import dev.agentsessions.testkit.kill.DurableStore;
import dev.agentsessions.testkit.store.OpenStore;
import java.nio.file.Path;
import java.util.List;

/** An H2 store that programs are killed on. */
record DurableH2(Path file) implements DurableStore {
  public static void main(String[] arguments) {
    Committers.run(
        new H2StoreModule(H2StoreConfig.at(Path.of(arguments[0]))),
        new ProjectId(arguments[1]),
        Long.parseLong(arguments[2]));
  }

  @Override
  public Class<?> program() {
    return DurableH2.class;
  }

  @Override
  public List<String> place() {
    return List.of(file.toString());
  }

  @Override
  public OpenStore open() {
    return H2Database.open(H2StoreConfig.at(file));
  }
}
