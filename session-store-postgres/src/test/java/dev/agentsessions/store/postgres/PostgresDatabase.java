package dev.agentsessions.store.postgres;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.testkit.postgres.PostgresServer;
import dev.agentsessions.testkit.store.OpenStore;
import dev.agentsessions.time.MicrosecondClock;
import java.time.Duration;
import java.time.InstantSource;

/** An open PostgreSQL store with all of its ports, as a host has it. */
final class PostgresDatabase implements OpenStore {
  private final Injector injector;

  private PostgresDatabase(Injector injector) {
    this.injector = injector;
  }

  /** A new database, empty yet. */
  static PostgresStoreConfig newConfig() {
    return newConfig(PostgresServer.shared());
  }

  /** With patience for a machine that builds something else, too. */
  static PostgresStoreConfig newConfig(PostgresServer server) {
    var patience = Duration.ofSeconds(20);
    return new PostgresStoreConfig(
        server.newDatabase(), PostgresServer.USER, PostgresServer.USER, patience, patience, 16);
  }

  static PostgresDatabase open(PostgresStoreConfig config) {
    return open(config, WakeUps.NONE);
  }

  static PostgresDatabase open(PostgresStoreConfig config, WakeUps wakeUps) {
    PostgresDatabase opened = openSilent(config, wakeUps);
    opened.injector.getInstance(PostgresSignals.class).start();
    return opened;
  }

  /** Announces nothing and hears nothing. */
  static PostgresDatabase openSilent(PostgresStoreConfig config) {
    return openSilent(config, WakeUps.NONE);
  }

  private static PostgresDatabase openSilent(PostgresStoreConfig config, WakeUps wakeUps) {
    Injector injector =
        Guice.createInjector(
            new PostgresStoreModule(config),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(InstantSource.class).toInstance(MicrosecondClock.system());
                bind(HostConfig.class)
                    .toInstance(HostConfig.of(new HostId("test"), new NodeId("nod-test")));
                bind(WakeUps.class).toInstance(wakeUps);
              }
            });
    injector.getInstance(PostgresStore.class).start();
    return new PostgresDatabase(injector);
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
    injector.getInstance(PostgresSignals.class).close();
    injector.getInstance(PostgresStore.class).close();
  }
}
