package dev.agentsessions.bench.store;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import dev.agentsessions.HostPart;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.Projects;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.store.postgres.PostgresStoreModule;
import dev.agentsessions.testkit.postgres.PostgresServer;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** A store as a host has it, and the plain way to its database. */
final class OpenStore implements AutoCloseable {
  private static final Key<Set<HostPart>> PARTS = Key.get(new TypeLiteral<Set<HostPart>>() {});

  /** Connections that are not the store's. */
  private interface Plain {
    Connection connect() throws SQLException;
  }

  private final Injector injector;
  private final Plain plain;

  private OpenStore(Module store, Plain plain) {
    this.injector = Guice.createInjector(store, new HostModule());
    this.plain = plain;
    injector.getInstance(PARTS).forEach(HostPart::start);
  }

  /** A new H2 store in a folder. */
  static OpenStore h2(Path folder) {
    H2StoreConfig config = H2StoreConfig.at(folder.resolve("sessions"));
    // Without settings: the database is open already, and keeps those it was opened with.
    String url = "jdbc:h2:async:" + config.file();
    return new OpenStore(new H2StoreModule(config), () -> DriverManager.getConnection(url));
  }

  /** A store in a new database of a server. */
  static OpenStore postgres(PostgresServer server) {
    String user = PostgresServer.USER;
    PostgresStoreConfig config = PostgresStoreConfig.at(server.newDatabase(), user, user);
    // As the store's own: limits of time cost something too.
    String url =
        config.url()
            + "?stringtype=unspecified&reWriteBatchedInserts=true&socketTimeout=11"
            + "&options=-c%20statement_timeout=10000%20-c%20lock_timeout=10000";
    return new OpenStore(
        new PostgresStoreModule(config), () -> DriverManager.getConnection(url, user, user));
  }

  SessionStore sessions() {
    return injector.getInstance(SessionStore.class);
  }

  Projects projects() {
    return injector.getInstance(Projects.class);
  }

  /** A connection of its own to the same database; whoever asked closes it. */
  Connection connect() throws SQLException {
    return plain.connect();
  }

  @Override
  public void close() {
    List.copyOf(injector.getInstance(PARTS)).reversed().forEach(HostPart::close);
  }

  private static final class HostModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(InstantSource.class).toInstance(MicrosecondClock.system());
      bind(HostConfig.class)
          .toInstance(HostConfig.of(new HostId("bench"), new NodeId("nod-bench")));
      bind(WakeUps.class).toInstance(WakeUps.NONE);
      bind(Ticker.class).toInstance(Ticker.SYSTEM);
      bind(IdGenerator.class).to(UlidGenerator.class).in(Singleton.class);
    }
  }
}
