package dev.agentsessions.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryStoreModuleTest {
  private final Injector injector = injector();

  @Test
  @DisplayName("P-01 one module binds every store port, and nothing else of the store")
  void exposesThePorts() {
    assertThat(injector.getInstance(SessionStore.class)).isNotNull();
    assertThat(injector.getInstance(EventJournal.class)).isNotNull();
    assertThat(injector.getInstance(Hosts.class)).isNotNull();
    assertThat(injector.getInstance(Tasks.class)).isNotNull();
    assertThat(injector.getBindings()).doesNotContainKey(Key.get(InMemoryStore.class));
  }

  @Test
  @DisplayName("X-05 two hosts in one JVM have two stores")
  void twoInjectorsShareNothing() {
    ProjectId id = new ProjectId("mine");
    injector
        .getInstance(Projects.class)
        .create(
            new Project(
                id, Optional.empty(), ProjectSettings.NONE, MicrosecondClock.system().instant()));

    assertThat(injector.getInstance(Projects.class).find(id)).isPresent();
    assertThat(injector().getInstance(Projects.class).find(id)).isEmpty();
  }

  @Test
  @DisplayName("X-03 without a clock the injector is refused, naming what is missing")
  void aMissingClockIsNamed() {
    assertThatThrownBy(() -> Guice.createInjector(new InMemoryStoreModule()))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("InstantSource");
  }

  private static Injector injector() {
    return Guice.createInjector(
        new InMemoryStoreModule(),
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            binder().disableCircularProxies();
            bind(InstantSource.class).toInstance(MicrosecondClock.system());
            bind(Ticker.class).toInstance(Ticker.SYSTEM);
            bind(IdGenerator.class).to(UlidGenerator.class);
            bind(UlidGenerator.class);
          }
        });
  }
}
