package dev.agentsessions.store.h2;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.testkit.store.OpenStore;
import dev.agentsessions.time.MicrosecondClock;
import java.time.InstantSource;

/** An open H2 store with all of its ports, as a host has it. */
final class H2Database implements OpenStore {
  private final Injector injector;

  private H2Database(Injector injector) {
    this.injector = injector;
  }

  /**
   * @throws StoreInUse if another process has it open
   */
  static H2Database open(H2StoreConfig config) {
    Injector injector =
        Guice.createInjector(
            new H2StoreModule(config),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(InstantSource.class).toInstance(MicrosecondClock.system());
              }
            });
    injector.getInstance(H2Store.class).start();
    return new H2Database(injector);
  }

  @Override
  public SessionStore sessionStore() {
    return injector.getInstance(SessionStore.class);
  }

  @Override
  public EventJournal eventJournal() {
    return injector.getInstance(EventJournal.class);
  }

  @Override
  public MessageStore messageStore() {
    return injector.getInstance(MessageStore.class);
  }

  @Override
  public ReportStore reportStore() {
    return injector.getInstance(ReportStore.class);
  }

  @Override
  public Hosts hosts() {
    return injector.getInstance(Hosts.class);
  }

  @Override
  public Projects projects() {
    return injector.getInstance(Projects.class);
  }

  @Override
  public Tokens tokens() {
    return injector.getInstance(Tokens.class);
  }

  @Override
  public InstantSource clock() {
    return injector.getInstance(InstantSource.class);
  }

  @Override
  public void close() {
    injector.getInstance(H2Store.class).close();
  }
}
