package dev.agentsessions.bench.store;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import dev.agentsessions.time.MicrosecondClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;

/** A store as a host has it, and the plain way to its database. */
final class OpenStore implements AutoCloseable {
  private static final Key<Set<HostPart>> PARTS = Key.get(new TypeLiteral<Set<HostPart>>() {});

  private final Injector injector;
  private final String url;

  private OpenStore(Module store, String url) {
    this.injector = Guice.createInjector(store, new ClockModule());
    this.url = url;
    injector.getInstance(PARTS).forEach(HostPart::start);
  }

  /** A new H2 store in a folder. */
  static OpenStore h2(Path folder) {
    H2StoreConfig config = H2StoreConfig.at(folder.resolve("sessions"));
    // Without settings: the database is open already, and keeps those it was opened with.
    return new OpenStore(new H2StoreModule(config), "jdbc:h2:async:" + config.file());
  }

  SessionStore sessions() {
    return injector.getInstance(SessionStore.class);
  }

  /** A connection of its own to the same database; whoever asked closes it. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  @Override
  public void close() {
    injector.getInstance(PARTS).forEach(HostPart::close);
  }

  private static final class ClockModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(InstantSource.class).toInstance(MicrosecondClock.system());
    }
  }
}
