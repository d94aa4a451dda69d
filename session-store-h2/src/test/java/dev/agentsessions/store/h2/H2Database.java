package dev.agentsessions.store.h2;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.store.internal.Connections;
import dev.agentsessions.store.internal.TaskScheduler;
import dev.agentsessions.task.TaskHandler;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.testkit.store.OpenStore;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    return open(config, Ticker.SYSTEM, new FakeTaskHandler());
  }

  static H2Database open(H2StoreConfig config, Ticker ticker, TaskHandler handler) {
    Injector injector =
        Guice.createInjector(
            new H2StoreModule(config),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(InstantSource.class).toInstance(MicrosecondClock.system());
                bind(Ticker.class).toInstance(ticker);
                bind(IdGenerator.class).to(UlidGenerator.class).in(Singleton.class);
                Multibinder.newSetBinder(binder(), TaskHandler.class)
                    .addBinding()
                    .toInstance(handler);
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

  Connections connections() {
    return injector.getInstance(H2Store.class);
  }

  /** Does what no port does. */
  void execute(String sql) throws SQLException {
    Connection connection = connections().open();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } finally {
      connections().close(connection);
    }
  }

  IdempotencyStore idempotency() {
    return injector.getInstance(IdempotencyStore.class);
  }

  @Override
  public Schedules schedules() {
    return injector.getInstance(Schedules.class);
  }

  Tasks tasks() {
    return injector.getInstance(Tasks.class);
  }

  TaskScheduler scheduler() {
    return injector.getInstance(TaskScheduler.class);
  }

  @Override
  public Tokens tokens() {
    return injector.getInstance(Tokens.class);
  }

  @Override
  public Catalog catalog() {
    return injector.getInstance(Catalog.class);
  }

  @Override
  public SessionSecrets secrets() {
    return injector.getInstance(SessionSecrets.class);
  }

  @Override
  public StoredGitTokens gitTokens() {
    return injector.getInstance(StoredGitTokens.class);
  }

  @Override
  public AuditTrail auditTrail() {
    return injector.getInstance(AuditTrail.class);
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
